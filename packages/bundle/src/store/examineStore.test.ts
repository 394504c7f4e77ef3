import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examineStore } from './examineStore.js';
import { scratch } from '../scratch.js';

test('a store is tried without a trace, and its room is told', async () => {
  const dir = join(await scratch(), 'new');
  const { unwritable, free, total } = await examineStore(dir);
  expect(unwritable).toBeNull();
  expect(free).toBeGreaterThan(0);
  expect(total).toBeGreaterThanOrEqual(free!);
  expect(readdirSync(dir)).toEqual([]);
});

test('a store that cannot be written to says why', async () => {
  const file = join(await scratch(), 'file');
  await writeFile(file, '');
  const { unwritable } = await examineStore(join(file, 'store'));
  expect(unwritable).toContain('ENOTDIR');
});
