import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeTree } from '../tree/describeTree.js';
import type { ReusableFiles } from './reusableFiles.js';
import { mergeTree } from '../tree/mergeTree.js';
import { listing, plantTree, scratch } from '../scratch.js';
import { environment } from './environment.fixture.js';
import { unpack, type Unpacked } from './unpack.js';

const limits = { environment, maxBytes: 10_000_000, maxEntries: 1000 };
const files = { 'bin/run*': 'run', 'lib/a': 'a', 'lib/b': 'b', 'lib/c': 'c', 'lib/d': 'd', big: 'b'.repeat(2_000_000) };

/** A tree that is held, and a package of the same files with the same times. */
async function released() {
  const dir = await scratch();
  const from = await plantTree(join(dir, 'from'), files);
  for (const path of Object.keys(files)) utimesSync(join(from, path.replace('*', '')), 1e9, 1e9);
  const store = join(dir, 'store');
  execFileSync('cp', ['-a', from, store]);
  const held: ReusableFiles = { manifest: await describeTree(store), place: (path) => join(store, path) };
  const pack = async (...words: string[]): Promise<Unpacked> => {
    execFileSync('tar', [...words, '-czf', join(dir, 'a.tgz'), '.'], { cwd: from });
    return await unpack({ file: join(dir, 'a.tgz'), into: join(dir, 'into'), ...limits, held });
  };
  const at = (path: string): string => join(dir, 'into', path);
  const shares = (path: string): boolean => statSync(at(path)).ino === statSync(join(store, path)).ino;
  return { dir, from, store, pack, at, shares };
}

test('a file that is held just so shares its bytes; another content, mode or time is written', async () => {
  const { from, store, pack, shares, at } = await released();
  const before = listing(store);
  writeFileSync(join(from, 'lib/a'), 'A');
  utimesSync(join(from, 'lib/a'), 1e9, 1e9);
  chmodSync(join(from, 'lib/b'), 0o600);
  utimesSync(join(from, 'lib/c'), 1e9, 1e9 + 1);
  const unpacked = await pack();
  expect(['bin/run', 'lib/d', 'lib/a', 'lib/b', 'lib/c'].map(shares)).toEqual([true, true, false, false, false]);
  expect(listing(at(''))).toEqual(listing(from));
  expect(statSync(at('lib/c')).mtimeMs).toBe(1e12 + 1000);
  expect(listing(store)).toEqual(before);
  expect(readFileSync(join(store, 'lib/a'), 'utf8')).toBe('a');
  const plain = await describeTree(at(''));
  expect(await describeTree(at(''), { known: unpacked.files })).toEqual(plain);
});

test('a package that tells milliseconds shares, too', async () => {
  const { from, store, pack, shares, at } = await released();
  for (const dir of [from, store]) utimesSync(join(dir, 'lib/a'), 1e9, 1e9 + 0.04);
  // As it was unpacked from such a package before.
  const unpacked = await pack('--format=pax');
  expect(shares('lib/a')).toBe(false);
  const held: ReusableFiles = { manifest: await describeTree(at('')), place: at };
  const again = at('../again');
  await unpack({ file: at('../a.tgz'), into: again, ...limits, held });
  expect(statSync(join(again, 'lib/a')).ino).toBe(statSync(at('lib/a')).ino);
  expect(await describeTree(again, { known: unpacked.files })).toEqual(held.manifest);
});

test('what is held no more, or is not what it was, is written', async () => {
  const { from, store, pack, shares, at } = await released();
  rmSync(join(store, 'lib/a'));
  writeFileSync(join(store, 'lib/b'), 'another');
  await pack();
  expect(['lib/b', 'lib/c'].map(shares)).toEqual([false, true]);
  expect(listing(at(''))).toEqual(listing(from));
  expect(readFileSync(at('lib/b'), 'utf8')).toBe('b');
});

test('a package moved over a tree that shares its bytes leaves the other names of those as they were', async () => {
  const { dir, from, store, pack } = await released();
  const before = listing(store);
  const program = join(dir, 'program');
  execFileSync('cp', ['-al', store, program]);
  for (const path of ['lib/a', 'bin/run']) writeFileSync(join(from, path), 'new');
  chmodSync(join(from, 'lib'), 0o700);
  await pack();
  await mergeTree({ from: join(dir, 'into'), into: program, replace: false, move: true });
  expect(readFileSync(join(program, 'lib/a'), 'utf8')).toBe('new');
  expect(listing(program)).toEqual(listing(from));
  expect(listing(store)).toEqual(before);
  expect(readFileSync(join(store, 'lib/a'), 'utf8')).toBe('a');
});
