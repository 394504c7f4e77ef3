import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { copyTree } from '../tree/copyTree.js';
import { describeTree } from '../tree/describeTree.js';
import { createStore, type Sealed } from './store.js';
import { plantTree, scratch, trouble } from '../scratch.js';

async function filled(text = 'a'): Promise<Sealed> {
  const tree = await describeTree(await plantTree(await scratch(), { 'bin/a': text }));
  return { groups: { server: tree, flow: tree }, configs: { server1: tree } };
}

test('a bundle is open once it is sealed, and not before', async () => {
  const dir = join(await scratch(), 'bundles');
  const store = createStore(dir);
  expect(await store.open('r1')).toBeNull();
  const place = await store.workspace('r1');
  await copyTree({ from: await plantTree(await scratch(), { a: 'a' }), into: store.programDir('r1', 'server') });
  expect(dirname(dirname(store.programDir('r1', 'server')))).toBe(place);
  expect(await store.open('r1')).toBeNull();
  const content = await filled();
  const digest = await store.seal('r1', content);
  expect(await createStore(dir).open('r1')).toEqual({ ...content, digest });
  expect(readdirSync(place).sort()).toEqual(['manifest.json', 'program']);
  await expect(store.workspace('r1')).rejects.toMatchObject(trouble('INTERNAL'));
  await store.remove('r1');
  expect(await store.open('r1')).toBeNull();
  await store.remove('r1');
});

test('sealed bundles are listed, and told about without the lists of their files', async () => {
  const dir = await scratch();
  const store = createStore(dir);
  expect(await createStore(join(dir, 'new')).sealed()).toEqual([]);
  for (const id of ['r1', 'r2']) await store.workspace(id);
  const digest = await store.seal('r1', await filled('four'));
  const [only] = await store.sealed();
  expect(await store.sealed()).toEqual([{ id: 'r1', sealedAt: expect.any(Date) }]);
  const about = { id: 'r1', digest, bytes: 12, files: 3, groups: ['flow', 'server'], apps: ['server1'] };
  expect(await store.about('r1')).toEqual({ ...about, sealedAt: only!.sealedAt });
  expect(await store.about('r2')).toBeNull();
  await store.remove('r1');
  expect(await store.about('r1')).toBeNull();
});

test('what an unsealed attempt left is gone when the next one begins', async () => {
  const store = createStore(await scratch());
  const place = await store.workspace('r1');
  await plantTree(place, { 'program/x/y': 'half', '.manifest': 'x' });
  expect(await store.workspace('r1')).toBe(place);
  expect(readdirSync(place)).toEqual([]);
});

test('what an attempt left is taken over under a new name, without its seal, and is gone under the old one', async () => {
  const store = createStore(await scratch());
  expect(await store.adopt(['r.2', 'r.1'], 'r.3')).toBe(false);
  await store.workspace('r.1');
  await plantTree(store.programDir('r.1', 'server'), { a: 'a' });
  await store.seal('r.1', await filled());
  expect(await store.adopt(['r.2', 'r.1'], 'r.3')).toBe(true);
  expect(readdirSync(store.place('r.3'))).toEqual(['program']);
  expect(readdirSync(dirname(store.place('r.3')))).toEqual(['r.3']);
});

test('the digest depends on the contents and names, not on the order they come in', async () => {
  const store = createStore(await scratch());
  const { groups, configs } = await filled();
  const seal = async (id: string, content: Sealed): Promise<string> => {
    await store.workspace(id);
    return store.seal(id, content);
  };
  const first = await seal('1', { groups, configs });
  const turned = Object.fromEntries(Object.entries(groups).reverse());
  expect(await seal('2', { groups: turned, configs })).toBe(first);
  expect(await seal('3', { groups: { ...groups, other: groups.flow! }, configs })).not.toBe(first);
  expect(await seal('4', { groups: configs, configs: groups })).not.toBe(first);
  expect(await seal('5', await filled('b'))).not.toBe(first);
});

test('no name of a group or app leaves its directory or meets another', () => {
  const store = createStore('/store');
  const name = fc.oneof(
    fc.constantFrom('.', '..', '../x', 'a/b', '/', '%2E', '.a', '中'.repeat(100)),
    fc.string({ unit: 'grapheme', minLength: 1 }),
  );
  fc.assert(
    fc.property(name, name, (one, other) => {
      for (const [top, path] of [
        ['/store', dirname(dirname(store.programDir(one, 'g')))],
        ['/store/r/program', store.programDir('r', one)],
        ['/store/r/config', store.configDir('r', one)],
      ] as const) {
        expect(relative(top, path)).toMatch(/^[^/.][^/]{0,200}$/);
      }
      expect(store.configDir('r', one) === store.configDir('r', other)).toBe(one === other);
    }),
  );
});

test('pruning takes what is old and not kept, and nothing it did not make', async () => {
  const dir = await scratch();
  const store = createStore(dir);
  for (const id of ['old', 'sealed', 'kept', 'young', 'a/b']) await store.workspace(id);
  await store.seal('sealed', await filled());
  await plantTree(dir, { 'lost+found/': '' });
  const old = Date.now() / 1000 - 601;
  for (const name of readdirSync(dir)) if (name !== 'young') await utimes(join(dir, name), old, old);
  expect((await store.prune(['kept'])).sort()).toEqual(['a/b', 'old', 'sealed']);
  expect(readdirSync(dir).sort()).toEqual(['kept', 'lost+found', 'young']);
  expect(await store.prune([], new Date(Date.now() + 601_000))).toEqual(['kept', 'young']);
  expect(await createStore(join(dir, 'new')).prune([])).toEqual([]);
});

test('a disk that refuses is told as such', async () => {
  const dir = await scratch();
  await writeFile(join(dir, 'file'), '');
  const store = createStore(join(dir, 'file'));
  await expect(store.workspace('r')).rejects.toMatchObject(trouble('LOCAL_IO'));
  await expect(store.seal('r', { groups: {}, configs: {} })).rejects.toMatchObject(trouble('LOCAL_IO'));
});
