import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claimStore, storeInstallation } from './installation.js';
import { createStore } from './store.js';
import { scratch } from '../scratch.js';

const made = (name: string) => ({ id: randomUUID(), name });

test('a store without a name takes the first one, and no other after it', async () => {
  const dir = join(await scratch(), 'store');
  expect(await storeInstallation(dir)).toBeNull();
  const first = made('prod on ops1');
  expect(await claimStore(dir, first)).toEqual(first);
  expect(await claimStore(dir, made('prod on ops2'))).toEqual(first);
  expect(await storeInstallation(dir)).toEqual(first);
  expect(readdirSync(dir)).toEqual(['.installation']);
});

test('of many that start at once all are told the same name', async () => {
  const dir = await scratch();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, number) => claimStore(dir, made(`host ${number}`))));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(answers[0]).toEqual(await storeInstallation(dir));
});

test('what is no identity is told by its path and never taken for a store without a name', async () => {
  const dir = await scratch();
  mkdirSync(dir, { recursive: true });
  for (const text of ['', 'null', '{"id":"x","name":"y"}', '{"id":7}', '{', 'x'.repeat(5000)]) {
    writeFileSync(join(dir, '.installation'), text);
    await expect(storeInstallation(dir), text.slice(0, 20)).rejects.toMatchObject({ code: 'LOCAL_IO' });
    await expect(claimStore(dir, made('other'))).rejects.toMatchObject({ code: 'LOCAL_IO' });
  }
});

test('the name is no bundle: it is not listed and not pruned', async () => {
  const dir = await scratch();
  const first = await claimStore(dir, made('prod'));
  const store = createStore(dir);
  expect(await store.sealed()).toEqual([]);
  expect(await store.prune([], new Date(Date.now() + 10 ** 9))).toEqual([]);
  expect(await storeInstallation(dir)).toEqual(first);
});
