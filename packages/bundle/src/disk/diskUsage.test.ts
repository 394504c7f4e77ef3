import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diskUsage } from './diskUsage.js';
import { plantTree, scratch, trouble } from '../scratch.js';

test('the size of a directory is what a person reads', async () => {
  const dir = await plantTree(await scratch(), { 'a/b': 'x'.repeat(3_000_000) });
  expect(await diskUsage(dir)).toMatch(/^(2\.9|3\.0)M$/);
  await expect(diskUsage(join(dir, 'gone'))).rejects.toMatchObject(trouble('TREE_MISSING'));
});
