import { execFileSync } from 'node:child_process';
import { linkSync, readdirSync } from 'node:fs';
import { chmod, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkTopLevel } from '../archive/checkTopLevel.js';
import { copyTree } from './copyTree.js';
import { mergeTree } from './mergeTree.js';
import { requireTree } from '../disk/requireTree.js';
import { listing, plantTree, scratch, trouble } from '../scratch.js';

test('a copy has modes, times, links and hidden files of its model, over what was there', async () => {
  const dir = await scratch();
  const from = await plantTree(join(dir, '-from'), { 'bin/run*': 'r', '.h': 'h', l: '-> bin/run', 'a b\n': 'x' });
  await utimes(join(from, 'bin'), 1e9, 1e9);
  const into = join(dir, 'deep/into');
  await copyTree({ from, into });
  expect(listing(into)).toEqual(listing(from));
  expect((await stat(join(into, 'bin'))).mtimeMs).toBe(1e12);
  await plantTree(into, { kept: 'k', 'bin/kept': 'k' });
  await copyTree({ from, into });
  expect(readdirSync(into).sort()).toEqual(['.h', 'a b\n', 'bin', 'kept', 'l']);
  expect(readdirSync(join(into, 'bin')).sort()).toEqual(['kept', 'run']);
});

test('a copy writes neither through a link nor into a file that has a second name', async () => {
  const dir = await scratch();
  const from = await plantTree(join(dir, 'from'), { a: 'new', b: 'new' });
  const into = await plantTree(join(dir, 'into'), { b: '-> ../victim' });
  await plantTree(dir, { victim: 'old', twin: 'old' });
  linkSync(join(dir, 'twin'), join(into, 'a'));
  await copyTree({ from, into });
  for (const name of ['victim', 'twin']) expect(await readFile(join(dir, name), 'utf8')).toBe('old');
  for (const name of ['a', 'b']) expect(await readFile(join(into, name), 'utf8')).toBe('new');
});

test('only the listed files come along, with their directories, and each one must be there', async () => {
  const dir = await scratch();
  const from = await plantTree(join(dir, 'from'), { 'a/b/c': '1', 'a/d': '2', '-e': '3', f: '-> gone' });
  const into = join(dir, 'into');
  await copyTree({ from, into, only: ['a/b/c', '-e', 'f'] });
  expect(listing(into)).toEqual(listing(from).filter((row) => !row.includes('a/d')));
  const missing = copyTree({ from, into, only: ['x', '-e', 'a/y'], what: 'configure_file_list' });
  await expect(missing).rejects.toMatchObject(trouble('FILES_MISSING', { paths: ['x', 'a/y'] }));
  for (const only of [['../from/-e'], [join(from, '-e')]]) {
    await expect(copyTree({ from, into, only })).rejects.toMatchObject(trouble('TREE_ESCAPES'));
  }
});

test('a copy that cannot be made tells why', async () => {
  const dir = await scratch();
  const from = await plantTree(join(dir, 'from'), { a: 'x' });
  await expect(copyTree({ from: join(dir, 'gone'), into: join(dir, 'x') })).rejects.toMatchObject(
    trouble('TREE_MISSING'),
  );
  const into = join(from, 'below');
  await expect(copyTree({ from, into, what: 'the program' })).rejects.toMatchObject(
    trouble('LOCAL_IO', { what: 'copying the program', reason: expect.stringContaining('into itself') }),
  );
  const reason = new Error('enough');
  await expect(copyTree({ from, into, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test.each([{ move: false }, { move: true }])(
  'a merge adds and replaces; with replace only the new is left; the place keeps its mode: %o',
  async ({ move }) => {
    const dir = await scratch();
    const model = await plantTree(join(dir, 'model'), { 'lib/new': 'n', same: 'new', l: '-> same' });
    await utimes(join(model, 'lib'), 1e9, 1e9);
    await chmod(model, 0o700);
    const into = await plantTree(join(dir, 'into'), { 'lib/old': 'o', same: 'old', '.hidden': 'h', 'web/x': 'x' });
    let made = 0;
    const merge = async (at: string, replace: boolean): Promise<void> => {
      const from = join(dir, `from${made++}`);
      execFileSync('cp', ['-a', model, from]);
      await mergeTree({ from, into, at, replace, move });
    };
    await merge('', false);
    expect(readdirSync(into).sort()).toEqual(['.hidden', 'l', 'lib', 'same', 'web']);
    expect(readdirSync(join(into, 'lib')).sort()).toEqual(['new', 'old']);
    expect((await stat(join(into, 'lib'))).mtimeMs).toBe(1e12);
    expect(await readFile(join(into, 'same'), 'utf8')).toBe('new');
    await merge('/web/in/', true);
    expect(listing(join(into, 'web/in'))).toEqual(listing(model));
    expect((await stat(join(into, 'web/in'))).mode & 0o777).toBe(0o755);
    expect(readdirSync(join(into, 'web')).sort()).toEqual(['in', 'x']);
    await merge('', true);
    expect(listing(into)).toEqual(listing(model));
    expect((await stat(into)).mode & 0o777).toBe(0o755);
  },
);

test('a copy that shares has the same files, modes and times under other names', async () => {
  const dir = await scratch();
  const from = await plantTree(join(dir, 'from'), { 'bin/run*': 'r', same: 'new', l: '-> bin/run' });
  await utimes(join(from, 'bin'), 1e9, 1e9);
  const into = await plantTree(join(dir, 'into'), { same: 'old', kept: 'k' });
  await copyTree({ from, into, share: true });
  expect(listing(into).filter((row) => !row.includes('kept'))).toEqual(listing(from));
  for (const path of ['bin/run', 'same']) {
    expect((await stat(join(into, path))).ino).toBe((await stat(join(from, path))).ino);
  }
  expect((await stat(join(into, 'bin'))).mtimeMs).toBe(1e12);
});

test.each([{ move: false }, { move: true }])(
  'a merge goes through no link and puts no file in the place of a directory: %o',
  async ({ move }) => {
    const dir = await scratch();
    const into = await plantTree(join(dir, 'into'), { data: '-> ../shared', 'lib/x': 'x', f: 'f' });
    await plantTree(dir, { 'shared/kept': 'k' });
    const before = listing(into);
    for (const [tree, at, path] of [
      [{ 'data/evil': 'e' }, '', 'data'],
      [{ lib: 'file' }, '', 'lib'],
      [{ 'f/x': 'x' }, '', 'f'],
      [{ evil: 'e' }, 'data', 'data'],
      [{ evil: 'e' }, 'f/deeper', 'f'],
    ] as const) {
      const from = await plantTree(join(dir, `from ${path} ${at}`), tree);
      const refused = mergeTree({ from, into, at, replace: false, move });
      await expect(refused).rejects.toMatchObject(trouble('TREE_CONFLICT', { path }));
    }
    const from = join(dir, 'from lib ');
    await expect(mergeTree({ from, into, at: '../x', replace: true, move })).rejects.toMatchObject(
      trouble('TREE_ESCAPES'),
    );
    await expect(mergeTree({ from: join(dir, 'no'), into, replace: true, move })).rejects.toMatchObject(
      trouble('TREE_MISSING'),
    );
    expect(listing(into)).toEqual(before);
    expect(readdirSync(join(dir, 'shared'))).toEqual(['kept']);
  },
);

test('a tree must be there with something in it, and hold only allowed names', async () => {
  const dir = await plantTree(await scratch(), { 'empty/': '', file: 'f', 'tree/.hidden': 'h', 'tree/b.txt': 'b' });
  await requireTree(join(dir, 'tree'), 'updatedir');
  for (const [name, code] of [
    ['gone', 'TREE_MISSING'],
    ['file', 'TREE_MISSING'],
    ['empty', 'TREE_EMPTY'],
  ] as const) {
    const refused = requireTree(join(dir, name), 'updatedir');
    await expect(refused).rejects.toMatchObject(trouble(code, { what: 'updatedir', path: join(dir, name) }));
  }
  await checkTopLevel(join(dir, 'tree'), ['.hidden', 'b.txt', 'more']);
  const refused = checkTopLevel(join(dir, 'tree'), []);
  await expect(refused).rejects.toMatchObject(trouble('ARCHIVE_NAME_NOT_ALLOWED', { names: ['.hidden', 'b.txt'] }));
  execFileSync('rm', ['-r', dir]);
});
