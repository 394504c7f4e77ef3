import { chmodSync, linkSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plantTree, scratch } from '../scratch.js';
import { describeTree } from './describeTree.js';
import { dropPrivileges } from './dropPrivileges.js';

test('setuid and setgid go, of files, directories and the tree itself, and all else stays', async () => {
  const dir = await plantTree(join(await scratch(), 'tree'), {
    'bin/su*': 'x',
    'bin/sg*': 'x',
    'tmp/': '',
    l: '-> bin/su',
  });
  for (const [path, mode] of [
    ['bin/su', 0o4755],
    ['bin/sg', 0o2750],
    ['tmp', 0o3777],
    ['.', 0o2775],
  ] as const)
    chmodSync(join(dir, path), mode);
  const { manifest, paths } = await dropPrivileges(dir, await describeTree(dir));
  expect(paths).toEqual(['.', 'bin/sg', 'bin/su', 'tmp']);
  expect(manifest).toEqual(await describeTree(dir));
  const modes = ['.', 'bin', 'bin/sg', 'bin/su', 'tmp'].map((path) =>
    (statSync(join(dir, path)).mode & 0o7777).toString(8),
  );
  expect(modes).toEqual(['775', '755', '750', '755', '1777']);
  expect((await dropPrivileges(dir, manifest)).paths).toEqual([]);
});

test('files that are named keep these bits, directories do not, nor does a name that no line can hold', async () => {
  const tree = { 'bin/su*': 'x', 'bin/other*': 'x', 'sg/': '', 'line\nbreak*': 'x' };
  const dir = await plantTree(join(await scratch(), 'tree'), tree);
  for (const path of ['bin/su', 'bin/other', 'sg', 'line\nbreak']) chmodSync(join(dir, path), 0o6755);
  const { manifest, paths, kept } = await dropPrivileges(dir, await describeTree(dir), ['su', 'sg', 'line*']);
  expect([kept, paths]).toEqual([['bin/su'], ['bin/other', 'line\nbreak', 'sg']]);
  expect(manifest).toEqual(await describeTree(dir));
  expect(statSync(join(dir, 'bin/su')).mode & 0o7777).toBe(0o6755);
});

test('what another bundle shares stays there as it is, and what shares within the tree goes on doing so', async () => {
  const root = await scratch();
  const [sealed, dir] = [await plantTree(join(root, 'sealed'), { 'su*': 'x' }), join(root, 'tree')];
  await plantTree(dir, { 'bin/other': 'y' });
  chmodSync(join(sealed, 'su'), 0o4755);
  for (const name of ['bin/su', 'bin/again']) linkSync(join(sealed, 'su'), join(dir, name));
  const before = await describeTree(sealed);
  const { manifest, paths } = await dropPrivileges(dir, await describeTree(dir));
  expect(paths).toEqual(['bin/again', 'bin/su']);
  expect(manifest).toEqual(await describeTree(dir));
  expect(await describeTree(sealed)).toEqual(before);
  const [one, other] = ['su', 'again'].map((name) => statSync(join(dir, 'bin', name)));
  expect([one!.mode & 0o7777, one!.nlink, one!.ino === other!.ino]).toEqual([0o755, 2, true]);
  expect(readFileSync(join(dir, 'bin/su'), 'utf8')).toBe('x');
});

test('setgid that directories have from the one they lie in goes without a word', async () => {
  const store = await scratch();
  chmodSync(store, 0o2755);
  const dir = await plantTree(join(store, 'tree'), { 'bin/sg*': 'x', 'bin/run*': 'x' });
  mkdirSync(join(dir, 'su'));
  chmodSync(join(dir, 'su'), 0o6755);
  chmodSync(join(dir, 'bin/sg'), 0o2755);
  expect(statSync(join(dir, 'bin')).mode & 0o2000).toBe(0o2000);
  const { manifest, paths } = await dropPrivileges(dir, await describeTree(dir));
  expect(paths).toEqual(['bin/sg', 'su']);
  expect(manifest.entries.filter(({ mode }) => (mode & 0o6000) !== 0)).toEqual([]);
  expect(manifest).toEqual(await describeTree(dir));
});
