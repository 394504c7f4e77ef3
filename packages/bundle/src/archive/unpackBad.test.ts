import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openFiles, plantTree, scratch, trouble } from '../scratch.js';
import { writeTar, type Written } from '../tarball.js';
import { writeZip, type Zipped } from '../zip.js';
import { environment } from './environment.fixture.js';
import { unpack } from './unpack.js';

const limits = { environment, maxBytes: 10_000_000, maxEntries: 1000 };

async function refused(file: string, into: string, expected: object, over = limits): Promise<void> {
  mkdirSync(into, { recursive: true });
  await writeFile(join(into, 'left over'), 'x');
  await expect(unpack({ file, into, ...over })).rejects.toMatchObject(expected);
  expect(readdirSync(into)).toEqual([]);
}

const badTars: [string, Written[], object][] = [
  [
    '..',
    [
      { path: 'good', body: 'g' },
      { path: 'a/../../evil', body: 'e' },
    ],
    trouble('ARCHIVE_ESCAPES', { entry: 'a/../../evil' }),
  ],
  ['absolute', [{ path: '/OUT/evil', body: 'e' }], trouble('ARCHIVE_ESCAPES')],
  [
    'link outside, then a file through it',
    [
      { path: 'x', type: 'SymbolicLink', linkpath: '../out' },
      { path: 'x/evil', body: 'e' },
    ],
    trouble('ARCHIVE_ESCAPES', { entry: 'x' }),
  ],
  [
    'link inside, then a file through it',
    [
      { path: 'd', type: 'Directory' },
      { path: 'x', type: 'SymbolicLink', linkpath: 'd' },
      { path: 'x/evil', body: 'e' },
    ],
    trouble('ARCHIVE_DAMAGED'),
  ],
  [
    'link that climbs out by way of another link',
    [
      { path: 'd/up', type: 'SymbolicLink', linkpath: '..' },
      { path: 'd/e/x', type: 'SymbolicLink', linkpath: '../up/../out' },
    ],
    trouble('ARCHIVE_ESCAPES', { entry: 'd/e/x' }),
  ],
  [
    'hard link outside',
    [{ path: 'x', type: 'Link', linkpath: '../out/secret' }],
    trouble('ARCHIVE_ESCAPES', { entry: 'x' }),
  ],
  ['hard link to an absolute path', [{ path: 'x', type: 'Link', linkpath: '/OUT/secret' }], trouble('ARCHIVE_ESCAPES')],
  [
    'hard link to what comes later',
    [
      { path: 'x', type: 'Link', linkpath: 'later' },
      { path: 'later', body: 'l' },
    ],
    trouble('ARCHIVE_DAMAGED'),
  ],
  ['hard link to nothing', [{ path: 'x', type: 'Link', linkpath: 'gone' }], trouble('ARCHIVE_DAMAGED')],
  [
    'hard link to a link',
    [
      { path: 'l', type: 'SymbolicLink', linkpath: 'f' },
      { path: 'x', type: 'Link', linkpath: 'l' },
    ],
    trouble('ARCHIVE_DAMAGED'),
  ],
  ['fifo', [{ path: 'p', type: 'FIFO' }], trouble('ARCHIVE_DAMAGED')],
  ['device', [{ path: 'd', type: 'CharacterDevice', devmaj: 1, devmin: 3 }], trouble('ARCHIVE_DAMAGED')],
  [
    'file below a file',
    [
      { path: 'f', body: 'f' },
      { path: 'f/g', body: 'g' },
    ],
    trouble('ARCHIVE_DAMAGED'),
  ],
  [
    'absolute link, then a file through it',
    [
      { path: 'x', type: 'SymbolicLink', linkpath: '/OUT' },
      { path: 'x/evil', body: 'e' },
    ],
    trouble('ARCHIVE_DAMAGED'),
  ],
];

for (const [name, entries, expected] of badTars) {
  test(`a tar with a bad entry is refused before anything has a name of it: ${name}`, async () => {
    const dir = await scratch();
    await plantTree(dir, { 'out/secret': 's' });
    const absolute = entries.map((entry) => ({
      ...entry,
      path: entry.path.replace('/OUT', `${dir}/out`),
      linkpath: entry.linkpath?.replace('/OUT', `${dir}/out`),
    }));
    const file = await writeTar(join(dir, 'bad.tar'), [{ path: 'first', body: '1' }, ...absolute]);
    await refused(file, join(dir, 'into'), expected);
    expect(readdirSync(join(dir, 'out'))).toEqual(['secret']);
    expect(lstatSync(join(dir, 'out/secret')).nlink).toBe(1);
  });
}

const badZips: [string, Zipped[], object][] = [
  ['..', [{ name: '../evil', body: 'e' }], trouble('ARCHIVE_ESCAPES', { entry: '../evil' })],
  ['.. from Windows', [{ name: '..\\evil', body: 'e' }], trouble('ARCHIVE_ESCAPES')],
  ['absolute', [{ name: '/tmp/evil', body: 'e' }], trouble('ARCHIVE_ESCAPES')],
  ['link outside', [{ name: 'l', body: '../..', mode: 0o120777 }], trouble('ARCHIVE_ESCAPES', { entry: 'l' })],
  ['fifo', [{ name: 'p', mode: 0o010644 }], trouble('ARCHIVE_DAMAGED')],
  [
    'wrong checksum',
    [
      { name: 'good', body: 'g' },
      { name: 'e', body: 'e', sum: 1 },
    ],
    trouble('ARCHIVE_DAMAGED'),
  ],
];

for (const [name, entries, expected] of badZips) {
  test(`a bad zip is refused: ${name}`, async () => {
    const dir = await scratch();
    await refused(await writeZip(join(dir, 'bad.zip'), entries), join(dir, 'into'), expected);
  });
}

test('an absolute link names a place on the host, unless a command of this machine works on the tree', async () => {
  const dir = await scratch();
  const file = await writeTar(join(dir, 'a.tar'), [{ path: 'logs', type: 'SymbolicLink', linkpath: '/var/log/app' }]);
  const into = join(dir, 'into');
  await unpack({ file, into, ...limits });
  expect(readlinkSync(join(into, 'logs'))).toBe('/var/log/app');
  const refused = unpack({ file, into, ...limits, absoluteLinks: false });
  await expect(refused).rejects.toMatchObject(trouble('ARCHIVE_ESCAPES', { entry: 'logs' }));
  expect(readdirSync(into)).toEqual([]);
});

test('archives cut short are damaged, wherever they are cut', async () => {
  const dir = await scratch();
  const from = await plantTree(join(dir, 'from'), { a: 'a'.repeat(5000), b: 'b'.repeat(5000) });
  execFileSync('tar', ['-czf', join(dir, 'a.tgz'), '.'], { cwd: from });
  execFileSync('tar', ['-cf', join(dir, 'a.tar'), '-b1', '.'], { cwd: from });
  await writeZip(join(dir, 'a.zip'), [{ name: 'a', body: 'a'.repeat(5000) }]);
  for (const name of ['a.tgz', 'a.tar', 'a.zip']) {
    for (const share of [0.95, 0.5]) {
      const cut = join(dir, `cut-${share}-${name}`);
      await writeFile(cut, await readFile(join(dir, name)));
      await truncate(cut, Math.floor((await stat(cut)).size * share));
      await refused(cut, join(dir, 'into'), trouble('ARCHIVE_DAMAGED', { file: `cut-${share}-${name}` }));
    }
  }
  const whole = await readFile(join(dir, 'a.tar'));
  await writeFile(join(dir, 'between.tar'), whole.subarray(0, whole.length - 1024));
  await refused(join(dir, 'between.tar'), join(dir, 'into'), trouble('ARCHIVE_DAMAGED'));
  const broken = Buffer.from(await readFile(join(dir, 'a.tgz')));
  broken.fill(0x55, 40, 60);
  await writeFile(join(dir, 'broken.tar.gz'), broken);
  await refused(join(dir, 'broken.tar.gz'), join(dir, 'into'), trouble('ARCHIVE_DAMAGED'));
});

test('an archive that ends amid a large file is refused, and nothing of it stays open', async () => {
  const dir = await scratch();
  const from = await plantTree(join(dir, 'from'), { a: 'a', z: 'z' });
  await writeFile(join(from, 'large'), randomBytes(3_000_000));
  execFileSync('tar', ['-czf', join(dir, 'a.tgz'), 'a', 'large', 'z'], { cwd: from });
  await truncate(join(dir, 'a.tgz'), 2_000_000);
  await refused(join(dir, 'a.tgz'), join(dir, 'into'), trouble('ARCHIVE_DAMAGED'));
  expect(openFiles().filter((path) => path.startsWith(dir))).toEqual([]);
});

test('a name that promises an archive needs an archive with something in it', async () => {
  const dir = await scratch();
  execFileSync('tar', ['-cf', join(dir, 'empty.tar'), '-T', '/dev/null']);
  await refused(join(dir, 'empty.tar'), join(dir, 'into'), trouble('ARCHIVE_UNKNOWN'));
  for (const name of ['a.tar.gz', 'a.tgz', 'a.tar', 'a.zip', 'a.TAR.XZ']) {
    await writeFile(join(dir, name), '<html>not here</html>'.repeat(100));
    await refused(join(dir, name), join(dir, 'into'), trouble('ARCHIVE_UNKNOWN', { file: name }));
  }
  await writeFile(join(dir, 'b.tar.gz'), gzipSync('no tar'));
  await refused(join(dir, 'b.tar.gz'), join(dir, 'into'), trouble('ARCHIVE_DAMAGED'));
});

test('limits of bytes and entries hold for every kind, and for what is hidden behind the end of a tar', async () => {
  const dir = await scratch();
  const into = join(dir, 'into');
  const over = { environment, maxBytes: 1_000_000, maxEntries: 10 };
  const from = await plantTree(join(dir, 'from'), { zeros: '\0'.repeat(1_000_001) });
  execFileSync('tar', ['-czf', join(dir, 'a.tgz'), '.'], { cwd: from });
  await writeZip(join(dir, 'a.zip'), [{ name: 'z', body: '\0'.repeat(1_000_001) }]);
  await writeTar(join(dir, 'small.tar'), [{ path: 'x', body: 'x' }]);
  const behind = Buffer.concat([await readFile(join(dir, 'small.tar')), Buffer.alloc(4_000_000)]);
  await writeFile(join(dir, 'behind.tgz'), gzipSync(behind));
  for (const file of ['a.tgz', 'a.zip', 'behind.tgz', 'from/zeros']) {
    const bytes = trouble('ARCHIVE_TOO_LARGE', { limit: 1_000_000, unit: 'bytes' });
    await refused(join(dir, file), into, bytes, over);
  }
  expect(
    (await unpack({ file: join(dir, 'a.tgz'), into, environment, maxBytes: 1_000_001, maxEntries: 2 })).entries,
  ).toBe(1);
  const many = await writeZip(join(dir, 'many.zip'), [{ name: 'a/b/c', body: 'c' }]);
  const entries = trouble('ARCHIVE_TOO_LARGE', { limit: 2, unit: 'entries' });
  await refused(many, into, entries, { environment, maxBytes: 100, maxEntries: 2 });
});

test('a disk that refuses is told as such, and an abort with its reason', async () => {
  const dir = await scratch();
  const file = await writeTar(join(dir, 'a.tar'), [{ path: 'n'.repeat(90), body: 'x' }]);
  await writeFile(join(dir, 'in the way'), '');
  const into = join(dir, 'in the way/into');
  await expect(unpack({ file, into, ...limits })).rejects.toMatchObject(trouble('LOCAL_IO'));
  await expect(unpack({ file: join(dir, 'gone'), into: join(dir, 'into'), ...limits })).rejects.toMatchObject(
    trouble('LOCAL_IO'),
  );
  const reason = new Error('enough');
  const aborted = unpack({ file, into: join(dir, 'into'), ...limits, signal: AbortSignal.abort(reason) });
  await expect(aborted).rejects.toBe(reason);
});
