import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listing, scratch, trouble } from '../scratch.js';
import { writeTar, type Written } from '../tarball.js';
import type { Selection } from './selection.js';
import { environment } from './environment.fixture.js';
import { unpack } from './unpack.js';

const files = [
  'app/bin/run',
  'app/lib/a.js',
  'app/lib/a.js.map',
  'app/lib/deep/b.js',
  'app/docs/x.md',
  'app/.env',
  '__MACOSX/._app',
];

async function selected(entries: Written[], selection: Selection): Promise<string[]> {
  const dir = await scratch();
  const file = await writeTar(join(dir, 'a.tar'), entries);
  await unpack({ file, into: join(dir, 'into'), environment, maxBytes: 1e6, maxEntries: 100, ...selection });
  const rows = listing(join(dir, 'into')).filter((row) => !row.startsWith('d'));
  return rows.map((row) => row.replace(/^.*? \.\//, ''));
}
const of = (paths: string[]): Written[] => paths.map((path) => ({ path, body: 'x' }));

test.each<[what: string, selection: Selection, paths: string[]]>([
  ['all of it', {}, files.slice(0, 6)],
  ['the first directory off', { strip: 1 }, files.slice(0, 6).map((path) => path.slice(4))],
  ['only a directory', { strip: 1, include: ['lib'] }, ['lib/a.js', 'lib/a.js.map', 'lib/deep/b.js']],
  ['only a path from the top', { include: ['/app/lib/*.js'] }, ['app/lib/a.js']],
  ['names at any depth', { strip: 1, include: ['*.js'] }, ['lib/a.js', 'lib/deep/b.js']],
  [
    'not a directory, not a kind',
    { strip: 1, exclude: ['docs/', '*.map'] },
    ['.env', 'bin/run', 'lib/a.js', 'lib/deep/b.js'],
  ],
  ['hidden files by a star', { strip: 1, exclude: ['*'], include: [] }, []],
  [
    'both, and braces',
    { strip: 1, include: ['{lib,bin}'], exclude: ['**/deep/**'] },
    ['bin/run', 'lib/a.js', 'lib/a.js.map'],
  ],
])('of a package is taken what was selected: %s', async (_what, selection, paths) => {
  const found = selected(of(files), selection);
  const settings = ['package.strip', 'package.exclude'];
  if (paths.length === 0)
    await expect(found).rejects.toMatchObject(trouble('PACKAGE_UNFIT', { settings, found: ['app'] }));
  else expect(await found).toEqual([...paths].sort());
});

test('links keep their meaning where a directory is taken off', async () => {
  const entries: Written[] = [
    { path: 'app', type: 'Directory' },
    { path: 'app/lib/a', body: 'x' },
    { path: 'app/hard', type: 'Link', linkpath: 'app/lib/a' },
    { path: 'app/soft', type: 'SymbolicLink', linkpath: 'lib/a' },
  ];
  expect(await selected(entries, { strip: 1 })).toEqual(['hard', 'lib/a', 'soft lib/a']);
  const out: Written = { path: 'app/out', type: 'SymbolicLink', linkpath: '../app/lib' };
  await expect(selected([...entries, out], { strip: 1 })).rejects.toMatchObject(trouble('ARCHIVE_ESCAPES'));
});

test.each<[what: string, more: Written[], selection: Selection, files: Record<string, string>]>([
  ['both names', [], {}, { a: 'old', b: 'old' }],
  ['only the file', [], { include: ['a'] }, { a: 'old' }],
  ['only the link', [], { exclude: ['a'] }, { b: 'old' }],
  ['a file of its name that comes later', [{ path: 'a', body: 'new' }], {}, { a: 'new', b: 'old' }],
  [
    'a link to the link, which is no part of it',
    [{ path: 'c', type: 'Link', linkpath: './b' }],
    { exclude: ['b'] },
    { a: 'old', c: 'old' },
  ],
])('a hard link has the content that its file had then: %s', async (_what, more, selection, expected) => {
  const entries: Written[] = [{ path: 'a', body: 'old' }, { path: 'b', type: 'Link', linkpath: 'a' }, ...more];
  const dir = await scratch();
  const file = await writeTar(join(dir, 'a.tar'), entries);
  const { files } = await unpack({
    file,
    into: join(dir, 'into'),
    environment,
    maxBytes: 1e6,
    maxEntries: 100,
    ...selection,
  });
  const read = (name: string): [string, string] => [name, readFileSync(join(dir, 'into', name), 'utf8')];
  expect(Object.fromEntries(readdirSync(join(dir, 'into')).map(read))).toEqual(expected);
  expect(Object.keys(expected)).toEqual(expect.arrayContaining(files.entries.map(({ path }) => path)));
});

test.each([[['app/a', 'README']], [['app']], [['app/a', 'lib/b']]])(
  'nothing is lost by taking a directory off: %j',
  async (paths) => {
    const found = [...new Set(paths.map((path) => path.split('/')[0]!))].sort();
    const failed = selected(of(paths), { strip: 1 });
    await expect(failed).rejects.toMatchObject({
      ...trouble('PACKAGE_UNFIT', { settings: ['package.strip'], found }),
      message: expect.stringContaining('package.strip') as string,
      advice: expect.stringContaining('package.strip=') as string,
    });
  },
);
