import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { sortEntries } from '../manifest/manifest.js';
import { listing, openFiles, plantTree, scratch, trouble } from '../scratch.js';
import { writeTar, type Written } from '../tarball.js';
import { describeTree } from '../tree/describeTree.js';
import { environment } from './environment.fixture.js';
import { unpack } from './unpack.js';

const limits = { environment, maxBytes: 10_000_000, maxEntries: 1000 };
/** Where it is missing, the install of what only tests use says so, and why. */
const hasProgram = spawnSync('bsdtar', ['--version']).error === undefined;
/** What a program cannot write without a locale of UTF-8. */
const writing = { env: { ...environment, LC_ALL: 'C.UTF-8' } };

/** A 7z with the entries of a tar, however bad they are. */
async function sevenZip(dir: string, entries: Written[], ...words: string[]): Promise<string> {
  await writeTar(join(dir, 'made.tar'), entries);
  execFileSync('bsdtar', ['-P', ...words, '--format=7zip', '-cf', 'a.7z', '@made.tar'], { cwd: dir, ...writing });
  return join(dir, 'a.7z');
}

test.runIf(hasProgram)('a 7z comes out as it went in, summed on the way, whatever its name', async () => {
  const dir = await scratch();
  const from = await plantTree(join(dir, 'from'), {
    'bin/run*': '#!/bin/sh\n',
    'lib/libx.so': '-> libx.so.1',
    'lib/libx.so.1': 'shared',
    '.hidden': 'h',
    'empty/': '',
    '中文/文件': 'y',
    [`${'deep/'.repeat(30)}${'n'.repeat(120)}`]: 'long',
    big: 'b'.repeat(3_000_000),
    nothing: '',
  });
  execFileSync('bsdtar', ['--format=7zip', '-cf', '../app', '.'], { cwd: from, ...writing });
  const into = join(dir, 'into');
  const result = await unpack({ file: join(dir, 'app'), into, ...limits });
  expect(listing(into)).toEqual(listing(from));
  expect(result.kind).toBe('7z');
  const found = (await describeTree(into)).entries.filter(({ type }) => type === 'file');
  expect(sortEntries(result.files.entries)).toEqual(found);
  expect(openFiles().filter((path) => path.startsWith(dir))).toEqual([]);
});

const bad: [what: string, entries: Written[], expected: object][] = [
  ['..', [{ path: 'a/../../evil', body: 'e' }], trouble('ARCHIVE_ESCAPES', { entry: 'a/../../evil' })],
  ['absolute', [{ path: '/tmp/evil', body: 'e' }], trouble('ARCHIVE_ESCAPES', { entry: '/tmp/evil' })],
  [
    'link outside',
    [{ path: 'x', type: 'SymbolicLink', linkpath: '../out' }],
    trouble('ARCHIVE_ESCAPES', { entry: 'x' }),
  ],
  [
    'link, then a file through it',
    [
      { path: 'd', type: 'Directory' },
      { path: 'x', type: 'SymbolicLink', linkpath: 'd' },
      { path: 'x/evil', body: 'e' },
    ],
    trouble('ARCHIVE_DAMAGED'),
  ],
];

test.runIf(hasProgram).each(bad)(
  'a 7z with a bad entry is refused as a tar is: %s',
  async (_what, entries, expected) => {
    const dir = await scratch();
    const file = await sevenZip(dir, [{ path: 'first', body: '1' }, ...entries]);
    const into = join(dir, 'into');
    await expect(unpack({ file, into, ...limits })).rejects.toMatchObject(expected);
    expect(readdirSync(into)).toEqual([]);
  },
);

test.runIf(hasProgram)('a 7z keeps no setuid, and no more than the limits', async () => {
  const dir = await scratch();
  const file = await sevenZip(dir, [{ path: 'su', body: 'x'.repeat(100), mode: 0o6755 }]);
  const into = join(dir, 'into');
  await unpack({ file, into, ...limits });
  expect(listing(into)).toEqual(['f 755 100 ./su']);
  const large = trouble('ARCHIVE_TOO_LARGE', { limit: 99, unit: 'bytes' });
  await expect(unpack({ file, into, ...limits, maxBytes: 99 })).rejects.toMatchObject(large);
  const many = await sevenZip(dir, [
    { path: 'a', body: 'a' },
    { path: 'b', body: 'b' },
  ]);
  const entries = trouble('ARCHIVE_TOO_LARGE', { limit: 1, unit: 'entries' });
  await expect(unpack({ file: many, into, ...limits, maxEntries: 1 })).rejects.toMatchObject(entries);
});

test.runIf(hasProgram)('a 7z that was cut or changed is damaged, one that cannot be read is named', async () => {
  const dir = await scratch();
  const file = await sevenZip(dir, [{ path: 'a', body: randomBytes(60_000).toString('latin1') }]);
  const whole = await readFile(file);
  const changed = Buffer.from(whole);
  changed[3000]! ^= 0xff;
  for (const content of [whole.subarray(0, -9), whole.subarray(0, 3000), whole.subarray(0, 40), changed]) {
    await writeFile(file, content);
    const refused = unpack({ file, into: join(dir, 'into'), ...limits });
    await expect(refused).rejects.toMatchObject(trouble('ARCHIVE_DAMAGED', { file: 'a.7z' }));
  }
  await writeFile(file, 'no archive');
  await expect(unpack({ file, into: join(dir, 'into'), ...limits })).rejects.toMatchObject(
    trouble('ARCHIVE_UNKNOWN', { reason: 'it holds the text "no archive"' }),
  );
});

test('a 7z is refused with the program that it needs, where that is not there', async () => {
  const dir = await scratch();
  await writeFile(join(dir, 'a.bin'), Buffer.from('7z\xbc\xaf\x27\x1c\0\x04rest', 'latin1'));
  const without = unpack({ file: join(dir, 'a.bin'), into: join(dir, 'into'), ...limits, environment: { PATH: dir } });
  await expect(without).rejects.toMatchObject(trouble('ARCHIVE_UNSUPPORTED', { what: 'it is 7z', program: 'bsdtar' }));
  await expect(without).rejects.toMatchObject({ advice: expect.stringContaining('apt-get install libarchive-tools') });
});

/** A program in place of bsdtar; gives the directory of it. */
async function inPlace(dir: string, script: string): Promise<string> {
  await writeFile(join(dir, 'bsdtar'), `#!/bin/sh\n${script}`);
  chmodSync(join(dir, 'bsdtar'), 0o755);
  await writeFile(join(dir, 'a.7z'), Buffer.from('7z\xbc\xaf\x27\x1c\0\x04rest', 'latin1'));
  return `${dir}:${environment.PATH}`;
}

test.each([
  [
    'encrypted',
    'echo "bsdtar: (null)" >&2; echo "bsdtar: Error exit delayed" >&2; exit 1',
    trouble('ARCHIVE_DAMAGED', { reason: expect.stringContaining('it is damaged, encrypted, or packed') }),
  ],
  [
    'of another codec',
    'echo "bsdtar: Error reading archive -: Codec 1 not supported" >&2; exit 1',
    trouble('ARCHIVE_UNSUPPORTED', { what: 'bsdtar has no way to read it: Codec 1 not supported' }),
  ],
])('a 7z that is %s is refused by name', async (_what, script, expected) => {
  const dir = await scratch();
  const PATH = await inPlace(dir, script);
  const refused = unpack({ file: join(dir, 'a.7z'), into: join(dir, 'into'), ...limits, environment: { PATH } });
  await expect(refused).rejects.toMatchObject(expected);
});

/** False for a process that nobody has waited for yet, too: where nothing collects them, they stay so. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('a program that hangs ends with the release, with all that it began, and finds nothing of ours', async () => {
  const dir = await scratch();
  const PATH = await inPlace(
    dir,
    `env > ${dir}/env; sleep 1000 & echo $! > ${dir}/pid.new; mv ${dir}/pid.new ${dir}/pid; wait`,
  );
  const stop = new AbortController();
  const unpacking = unpack({
    ...{ file: join(dir, 'a.7z'), into: join(dir, 'into'), ...limits, environment: { PATH }, signal: stop.signal },
  });
  const refused = expect(unpacking).rejects.toThrow('enough');
  await vi.waitUntil(() => existsSync(join(dir, 'pid')), { timeout: 60_000 });
  const pid = Number(await readFile(join(dir, 'pid'), 'utf8'));
  stop.abort(new Error('enough'));
  await refused;
  await vi.waitUntil(() => !isAlive(pid), { timeout: 60_000 });
  const names = (await readFile(join(dir, 'env'), 'utf8')).split('\n').map((line) => line.replace(/=.*/, ''));
  expect(names.filter((name) => !['', '_', 'PWD', 'SHLVL', 'OLDPWD'].includes(name)).sort()).toEqual([
    'LC_ALL',
    'PATH',
  ]);
});
