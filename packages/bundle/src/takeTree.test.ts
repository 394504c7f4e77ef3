import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeTree } from './describeTree.js';
import { digest } from './digest.js';
import { createStore } from './store.js';
import { takeTree } from './takeTree.js';
import { listing, plantTree, scratch } from './testing/scratch.js';

const inode = async (path: string): Promise<number> => (await stat(path)).ino;

async function place() {
  const dir = await scratch();
  const from = await plantTree(join(dir, 'update'), {
    'lib/a.bin': 'aaaa',
    'lib/b.bin': 'bbbb',
    'run*': '#!/bin/sh',
    'empty/': '',
    current: '-> lib/a.bin',
  });
  const store = createStore(join(dir, 'store'));
  const take = async (bundle: string, { seal = true, later = 10_000 } = {}) => {
    await store.workspace(bundle);
    const known = await takeTree({
      from,
      bundle,
      // Time enough for what was written to be trusted, unless the test says otherwise.
      now: new Date(Date.now() + later),
      place: (id) => store.programDir(id, 'server'),
      memory: join(dir, 'memory'),
      earlier: async (id) => (await store.open(id))?.groups.server ?? null,
    });
    const manifest = await describeTree(store.programDir(bundle, 'server'), { known });
    if (seal) await store.seal(bundle, { groups: { server: manifest }, configs: {} });
    return { known: known.entries.map(({ path }) => path), manifest, tree: store.programDir(bundle, 'server') };
  };
  return { from, store, take };
}

test('what did not change shares its bytes with the bundle before, what did is copied, and the tree is the same', async () => {
  const { from, take } = await place();
  const first = await take('one');
  expect(first.known).toEqual([]);
  await writeFile(join(from, 'lib/b.bin'), 'BBBB');
  const second = await take('two');
  expect(second.known).toEqual(['lib/a.bin', 'run']);
  expect(listing(second.tree)).toEqual(listing(from));
  expect(await inode(join(second.tree, 'lib/a.bin'))).toBe(await inode(join(first.tree, 'lib/a.bin')));
  expect(await inode(join(second.tree, 'lib/b.bin'))).not.toBe(await inode(join(first.tree, 'lib/b.bin')));
  expect(digest(second.manifest)).toBe(digest(await describeTree(from)));
});

test('a change that keeps size and time is seen', async () => {
  const { from, take } = await place();
  const file = join(from, 'lib/a.bin');
  await take('one');
  const { atime, mtime } = await stat(file);
  await writeFile(file, 'AAAA');
  await utimes(file, atime, mtime);
  const second = await take('two');
  expect(second.known).not.toContain('lib/a.bin');
  expect(digest(second.manifest)).toBe(digest(await describeTree(from)));
});

test('files changed a moment before they are taken are not trusted the next time', async () => {
  const { take } = await place();
  await take('one', { later: 0 });
  expect((await take('two')).known).toEqual([]);
});

test('a bundle that is gone or was never sealed lends nothing', async () => {
  const { store, take } = await place();
  await take('one', { seal: false });
  expect((await take('two')).known).toEqual([]);
  await store.remove('two');
  expect((await take('three')).known).toEqual([]);
});

test('what was removed from the directory is not in the next bundle', async () => {
  const { from, take } = await place();
  await take('one');
  await rm(join(from, 'lib/b.bin'));
  const second = await take('two');
  expect(listing(second.tree)).toEqual(listing(from));
});
