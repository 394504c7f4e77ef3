import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plantTree, scratch, trouble } from '../scratch.js';
import { makeInside } from './makeInside.js';

test('a directory of a tree is made where it is missing, also through a link that stays inside', async () => {
  const dir = await plantTree(join(await scratch(), 'tree'), { 'there/x': 'x', in: '-> there' });
  for (const path of ['there', '/a/b/', 'in/c']) await makeInside(dir, path, 'the program');
  for (const path of ['a/b', 'there/c']) expect(statSync(join(dir, path)).isDirectory()).toBe(true);
});

test('nothing is made through a link that leads out of it, or to nothing', async () => {
  const dir = await scratch();
  const tree = await plantTree(join(dir, 'tree'), { abs: `-> ${dir}/out`, up: '-> ..', gone: '-> nowhere' });
  await plantTree(dir, { 'out/x': 'x' });
  for (const path of ['abs/conf', 'up/conf', 'gone', '../conf']) {
    await expect(makeInside(tree, path, 'the program')).rejects.toMatchObject(trouble('TREE_ESCAPES', { path }));
  }
  for (const place of ['out/conf', 'conf', 'tree/nowhere']) expect(existsSync(join(dir, place))).toBe(false);
});
