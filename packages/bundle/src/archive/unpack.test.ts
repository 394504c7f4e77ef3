import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { describeTree } from '../tree/describeTree.js';
import { sortEntries, type Manifest } from '../manifest/manifest.js';
import { listing, plantTree, scratch } from '../scratch.js';
import { writeTar, type Written } from '../tarball.js';
import { writeZip } from '../zip.js';
import { environment } from './environment.fixture.js';
import { unpack } from './unpack.js';

const limits = { environment, maxBytes: 10_000_000, maxEntries: 1000 };
const long = `${'deep/'.repeat(30)}${'n'.repeat(120)}`;
const tree = {
  'bin/run*': '#!/bin/sh\n',
  'lib/libx.so.1.2': 'shared',
  'lib/libx.so.1': '-> libx.so.1.2',
  'lib/libx.so': '-> libx.so.1',
  current: '-> lib',
  through: '-> current/libx.so',
  '.hidden': 'h',
  'a name with spaces\\and\nmore': 'x',
  'empty/': '',
  '中文/文件': 'y',
  [long]: 'long',
  big: 'b'.repeat(3_000_000),
};

/** The files summed on the way are those a look at the tree finds, every one of them. */
async function expectSums(dir: string, { entries }: Manifest): Promise<void> {
  const found = (await describeTree(dir)).entries.filter(({ type }) => type === 'file');
  expect(sortEntries(entries)).toEqual(found);
}

for (const [kind, name, words] of [
  ['tar.gz', 'app.tar.gz', ['-czf']],
  ['tar.gz', 'app', ['--format=pax', '-czf']],
  ['tar', 'app.tar', ['-cf']],
  ['tar', 'app.bin', ['--format=v7', '--exclude=deep', '-cf']],
] as const) {
  test(`what tar ${words.join(' ')} packed comes out the same, by content, as ${name}`, async () => {
    const dir = await scratch();
    const from = await plantTree(join(dir, 'from'), tree);
    await utimes(join(from, 'bin'), 1e9, 1e9);
    await utimes(join(from, 'bin/run'), 1e9, 1e9);
    execFileSync('tar', [...words, join(dir, name), '.'], { cwd: from });
    const into = join(dir, 'into');
    const result = await unpack({ file: join(dir, name), into, ...limits });
    const expected = listing(from).filter((row) => name !== 'app.bin' || !row.includes('deep'));
    expect(listing(into)).toEqual(expected);
    expect(result).toMatchObject({ kind, entries: expected.join('\n').split(/^[dfl] \d/m).length - 1 });
    for (const path of ['bin', 'bin/run']) expect(statSync(join(into, path)).mtimeMs).toBe(1e12);
    expect(await readFile(join(into, 'through'), 'utf8')).toBe('shared');
    await expectSums(into, result.files);
  });
}

test('a tar keeps hard links inside, drops setuid, and the last of two entries of one name counts', async () => {
  const dir = await scratch();
  const file = await writeTar(join(dir, 'a.tar'), [
    { path: './one', body: 'old', mode: 0o6755 },
    { path: './two', type: 'Link', linkpath: './one' },
    { path: 'swap', type: 'SymbolicLink', linkpath: 'one' },
    { path: 'swap', type: 'Directory', mode: 0o500 },
    { path: 'swap/in', body: 'in', mode: 0 },
    { path: 'one', body: 'newer', mode: 0o6755 },
    { path: 'three', type: 'Link', linkpath: 'one' },
  ]);
  const into = join(dir, 'into');
  expect(await unpack({ file, into, ...limits })).toMatchObject({ kind: 'tar', entries: 5 });
  const rows = ['d 700 ./swap', 'f 400 2 ./swap/in', 'f 755 3 ./two', 'f 755 5 ./one', 'f 755 5 ./three'];
  expect(listing(into)).toEqual(rows);
  expect(statSync(join(into, 'one')).ino).toBe(statSync(join(into, 'three')).ino);
  expect(statSync(join(into, 'one')).uid).toBe(process.getuid?.());
});

test('a link at a path that outlives releases is left out, wherever it leads, and any other is judged', async () => {
  const dir = await scratch();
  await plantTree(dir, { 'out/kept': 'k' });
  const links: [path: string, target: string][] = [
    ['top/.env', '../../shared/.env'],
    ['top/public/uploads', '../../../out'],
    ['top/logs', '/var/log/app'],
  ];
  const file = await writeTar(join(dir, 'a.tar'), [
    { path: 'top/app', body: 'x' },
    ...links.map(([path, linkpath]): Written => ({ path, type: 'SymbolicLink', linkpath })),
    { path: 'top/public/uploads/in', body: 'y' },
    { path: 'top/storage', body: 'a file stays until the tree is sealed' },
  ]);
  const rules = { strip: 1, shared: ['.env', 'public/uploads/', 'logs/', 'storage/', 'gone'] } as const;
  const into = join(dir, 'into');
  const { shared } = await unpack({ file, into, ...limits, absoluteLinks: false, ...rules });
  expect(shared.sort()).toEqual(['.env', 'logs', 'public/uploads']);
  expect(listing(into).filter((row) => row.startsWith('l'))).toEqual([]);
  expect(readdirSync(join(dir, 'out'))).toEqual(['kept']);
  const refused = unpack({ file, into, ...limits, ...rules, shared: ['.env', 'public/', 'logs/'] });
  await expect(refused).rejects.toMatchObject({ code: 'ARCHIVE_ESCAPES', details: { entry: 'top/public/uploads' } });
  const without = unpack({ file, into, ...limits, strip: 1 });
  await expect(without).rejects.toMatchObject({ code: 'ARCHIVE_ESCAPES', details: { entry: 'top/.env' } });
});

test('setuid and setgid stay with what is named, in bytes of its own, and with nothing else', async () => {
  const dir = await scratch();
  const files = ['bin/ping', 'bin/other', 'deep/bin/ping'];
  const tar = [
    ...files.map((path): Written => ({ path: `top/${path}`, body: 'x', mode: 0o6755 })),
    { path: 'top/bin/again', type: 'Link' as const, linkpath: 'top/bin/ping' },
    { path: 'top/d', type: 'Directory' as const, mode: 0o6755 },
  ];
  const sealed = await plantTree(join(dir, 'sealed'), { 'ping*': 'x' });
  await utimes(join(sealed, 'ping'), 1e9, 1e9);
  const held = { manifest: await describeTree(sealed), place: (path: string) => join(sealed, path) };
  for (const file of [
    await writeTar(join(dir, 'a.tar'), tar),
    await writeZip(
      join(dir, 'a.zip'),
      files.map((name) => ({ name: `top/${name}`, body: 'x', mode: 0o106755 })),
    ),
  ]) {
    const into = join(dir, 'into');
    const rules = { strip: 1, setuid: ['/bin/ping', 'd'] } as const;
    const { files: summed } = await unpack({ file, into, ...limits, ...rules, held });
    const modes = listing(into).filter((row) => /^f|d 6/.test(row));
    const hardLink = file.endsWith('tar') ? ['f 6755 1 ./bin/again'] : [];
    expect(modes).toEqual([...hardLink, 'f 6755 1 ./bin/ping', 'f 755 1 ./bin/other', 'f 755 1 ./deep/bin/ping']);
    expect(statSync(join(sealed, 'ping')).mode & 0o7777).toBe(0o755);
    const found = (await describeTree(into)).entries;
    for (const entry of summed.entries) expect(found).toContainEqual(entry);
  }
});

test('a zip keeps modes, links, hidden files and times', async () => {
  const dir = await scratch();
  const file = await writeZip(join(dir, 'a'), [
    { name: 'bin/', mode: 0o040755 },
    { name: 'bin/run', body: 'x'.repeat(2_000_000), mode: 0o104755 },
    { name: '.hidden', body: 'h', mode: 0o100600 },
    { name: 'link', body: 'bin/run', mode: 0o120777 },
    { name: 'from\\dos', body: 'd' },
    { name: '中文', body: 'u', mode: 0o100644, flags: 0 },
  ]);
  const into = join(dir, 'into');
  const result = await unpack({ file, into, ...limits });
  expect(result).toMatchObject({ kind: 'zip', entries: 7 });
  await expectSums(into, result.files);
  expect(listing(into)).toEqual([
    'd 755 ./bin',
    'd 755 ./from',
    'f 600 1 ./.hidden',
    'f 644 1 ./from/dos',
    'f 644 1 ./中文',
    'f 755 2000000 ./bin/run',
    'l 777 ./link bin/run',
  ]);
  expect((await stat(join(into, '.hidden'))).mtime.getFullYear()).toBe(2024);
});

test('what macOS adds is left out of a package, and told', async () => {
  const dir = await scratch();
  const junk = ['__MACOSX/._run', 'bin/._run', '.DS_Store', 'bin/.DS_Store'];
  const names = ['bin/run', '.dotted', 'x._y', '_MACOSX', ...junk];
  const files = [
    await writeTar(
      join(dir, 'a.tar'),
      names.map((path) => ({ path, body: 'x' })),
    ),
    await writeZip(
      join(dir, 'a.zip'),
      names.map((name) => ({ name, body: 'x' })),
    ),
  ];
  for (const file of files) {
    const into = join(dir, 'into');
    expect(await unpack({ file, into, ...limits })).toMatchObject({ entries: 5, leftOut: junk });
    const rows = ['d 755 ./bin', ...['.dotted', '_MACOSX', 'bin/run', 'x._y'].map((path) => `f 644 1 ./${path}`)];
    expect(listing(into)).toEqual(rows);
  }
});

test('what no archive is, or a jar or war, is placed as one file', async () => {
  const dir = await scratch();
  await writeFile(join(dir, 'app.bin'), 'just bytes');
  await writeFile(join(dir, 'text.gz'), gzipSync('no tar in here'));
  for (const name of ['app.jar', 'app.WAR']) await writeZip(join(dir, name), [{ name: 'x', body: 'x' }]);
  for (const name of ['app.bin', 'text.gz', 'app.jar', 'app.WAR']) {
    const into = join(dir, 'into');
    expect(await unpack({ file: join(dir, name), into, ...limits })).toEqual({
      kind: 'file',
      entries: 1,
      files: { entries: [] },
      leftOut: [],
      shared: [],
    });
    expect(readdirSync(into)).toEqual([name]);
    expect(await readFile(join(into, name))).toEqual(await readFile(join(dir, name)));
  }
});
