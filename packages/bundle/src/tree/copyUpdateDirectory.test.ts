import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeTree } from './describeTree.js';
import { manifestDigest } from '../disk/digest.js';
import type { Manifest } from '../manifest/manifest.js';
import { createStore } from '../store/store.js';
import { copyUpdateDirectory } from './copyUpdateDirectory.js';
import { listing, plantTree, scratch } from '../scratch.js';

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
  const memory = join(dir, 'memory');
  const errors: unknown[] = [];
  const sealed = async (id: string): Promise<Manifest | null> => (await store.open(id))?.groups.server ?? null;
  const take = async (bundle: string, { seal = true, later = 10_000, earlier = sealed } = {}) => {
    await store.workspace(bundle);
    const known = await copyUpdateDirectory({
      from,
      bundle,
      // Time enough for written files to be trusted, unless the test says otherwise.
      now: new Date(Date.now() + later),
      place: (id) => store.programDir(id, 'server'),
      memory,
      earlier,
      unused: (thrown) => errors.push(thrown),
    });
    const manifest = await describeTree(store.programDir(bundle, 'server'), { known });
    if (seal) await store.seal(bundle, { groups: { server: manifest }, configs: {} });
    return { known: known.entries.map(({ path }) => path), manifest, tree: store.programDir(bundle, 'server') };
  };
  return { from, store, memory, errors, sealed, take };
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
  expect(manifestDigest(second.manifest)).toBe(manifestDigest(await describeTree(from)));
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
  expect(manifestDigest(second.manifest)).toBe(manifestDigest(await describeTree(from)));
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

test('many that take one directory at the same moment all have it', async () => {
  const { from, memory, take, errors } = await place();
  const names = Array.from({ length: 20 }, (_, index) => `at-once-${index}`);
  const taken = await Promise.all(names.map((name) => take(name)));
  const whole = manifestDigest(await describeTree(from));
  expect(taken.map(({ manifest }) => manifestDigest(manifest))).toEqual(names.map(() => whole));
  expect(errors).toEqual([]);
  expect(await readdir(memory)).toHaveLength(1);
});

test('what was remembered is only of use: without it, and where it cannot be kept, the tree is taken and somebody told', async () => {
  const { from, memory, take, errors } = await place();
  await writeFile(memory, 'a file where the directory should be');
  expect(listing((await take('unkept')).tree)).toEqual(listing(from));
  expect(errors).toEqual([
    expect.objectContaining({ code: 'LOCAL_IO' }),
    expect.objectContaining({ code: 'LOCAL_IO' }),
  ]);
  await rm(memory);
  await take('kept');
  const [file] = await readdir(memory);
  for (const damaged of ['{"bundle":"kept","fi', '{}', 'null']) {
    errors.length = 0;
    await writeFile(join(memory, file!), damaged);
    const { known, tree } = await take(`damaged ${damaged.length}`);
    expect(known).toEqual([]);
    expect(listing(tree)).toEqual(listing(from));
    expect(errors).toHaveLength(1);
  }
});

test('an earlier bundle that goes while its bytes are shared, or cannot be read, is done without', async () => {
  const { from, store, take, errors, sealed } = await place();
  await take('one');
  const goes = async (id: string): Promise<Manifest | null> => {
    const manifest = await sealed(id);
    await store.remove(id);
    return manifest;
  };
  const second = await take('two', { earlier: goes });
  expect(second.known).toEqual([]);
  expect(listing(second.tree)).toEqual(listing(from));
  expect(manifestDigest(second.manifest)).toBe(manifestDigest(await describeTree(from)));
  expect(errors).toEqual([expect.objectContaining({ code: 'LOCAL_IO' })]);
  const damaged = (): Promise<never> => Promise.reject(new Error('its seal is damaged'));
  expect(listing((await take('three', { earlier: damaged })).tree)).toEqual(listing(from));
});
