import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { listing, plantTree, scratch, trouble } from '../scratch.js';
import { tarOf } from '../tarball.js';
import { zipOf } from '../zip.js';
import { environment } from './environment.fixture.js';
import { unpack } from './unpack.js';

const limits = { environment, maxBytes: 10_000_000, maxEntries: 1000 };

/** The error of a file of this name and content; null when it was taken. */
async function placed(name: string, content: Buffer): Promise<unknown> {
  const dir = await scratch();
  await writeFile(join(dir, name), content);
  const into = join(dir, 'into');
  return await unpack({ file: join(dir, name), into, ...limits }).then(
    () => void expect(readdirSync(into)).toEqual([name]),
    (thrown: unknown) => thrown,
  );
}

const text = 'all work and no play '.repeat(50);
const page = Buffer.from('\n<!DOCTYPE html>\n<html><head><title>Sign in\n to the wiki</title></head></html>');
const zip = zipOf([
  { name: 'a', body: 'a' },
  { name: 'b', body: text },
]);
const flipped = Buffer.from(zip);
flipped[60]! ^= 0xff;
const script = Buffer.from('#!/bin/sh\nexec java -jar "$0"\n');
const title = 'an HTML page titled "Sign in to the wiki"';

test.each<[what: string, name: string, content: Buffer, expected: object]>([
  ['a page for a jar', 'app.jar', page, trouble('PACKAGE_UNFIT', { file: 'app.jar', found: title })],
  ['a page for a program', 'app', page, trouble('PACKAGE_UNFIT', { found: title })],
  ['a page for a tar.gz', 'app.tar.gz', page, trouble('ARCHIVE_UNKNOWN', { reason: `it holds ${title}` })],
  [
    'a page for a tar, packed',
    'app.tgz',
    gzipSync(page),
    trouble('ARCHIVE_DAMAGED', { reason: `what .gz packed in it is not a tar but ${title}` }),
  ],
  [
    'an error for a war',
    'app.war',
    Buffer.from('{"error":"not found"}'),
    trouble('PACKAGE_UNFIT', { found: 'the text "{"error":"not found"}"' }),
  ],
  ['nothing for a jar', 'app.jar', Buffer.alloc(0), trouble('PACKAGE_UNFIT', { found: 'nothing' })],
  ['nothing for a program', 'app', Buffer.alloc(0), trouble('PACKAGE_UNFIT', { found: 'nothing' })],
  ['nothing for a zip', 'app.zip', Buffer.alloc(0), trouble('ARCHIVE_UNKNOWN', { reason: 'it holds nothing' })],
  ['a jar cut short', 'app.jar', zip.subarray(0, -30), trouble('ARCHIVE_DAMAGED', { file: 'app.jar' })],
  ['a jar with a byte flipped', 'app.jar', flipped, trouble('ARCHIVE_DAMAGED', { file: 'app.jar' })],
  [
    'a jar that starts itself, cut short',
    'app.jar',
    Buffer.concat([script, zip.subarray(0, -5)]),
    trouble('PACKAGE_UNFIT', { found: 'a script, and no whole zip behind it' }),
  ],
  ['a jar packed once more', 'app.jar', gzipSync(zip), trouble('PACKAGE_UNFIT', { found: 'gzip' })],
  ['a script packed once more', 'app.js', gzipSync(text), trouble('PACKAGE_UNFIT', { found: 'gzip' })],
  [
    'a tar packed twice',
    'app.tar.gz',
    gzipSync(gzipSync(tarOf([{ path: 'a', body: text }]))),
    trouble('ARCHIVE_DAMAGED', { reason: expect.stringMatching(/^it is packed twice: the gzip in it/) }),
  ],
  [
    'a zip packed once more',
    'app.zip',
    gzipSync(zip),
    trouble('ARCHIVE_DAMAGED', { reason: expect.stringMatching(/^it is packed twice: the zip in it/) }),
  ],
  [
    'bytes for a jar',
    'app.jar',
    Buffer.from([0, 1, 2, 0xfe]),
    trouble('PACKAGE_UNFIT', { found: 'the bytes 00 01 02 fe' }),
  ],
  ...(
    [
      ['rar', 'Rar!\x1a\x07\x01'],
      ['lz4', '\x04\x22\x4d\x18'],
      ['compress (.Z)', '\x1f\x9d'],
      ['cab', 'MSCF\0\0\0\0'],
      ['cpio', '070701'],
    ] as const
  ).map(([name, start]): [string, string, Buffer, object] => [
    ...([`a ${name}, whatever its name`, 'app.bin'] as const),
    ...([Buffer.from(`${start}${text}`, 'latin1'), trouble('ARCHIVE_UNSUPPORTED', { what: `it is ${name}` })] as const),
  ]),
])('a package that cannot be what was meant is refused with what it is: %s', async (_what, name, content, expected) => {
  expect(await placed(name, content)).toMatchObject(expected);
});

test.each<[what: string, name: string, content: Buffer]>([
  ['a jar', 'app.jar', zip],
  ['a jar that starts itself', 'app.jar', Buffer.concat([script, zip])],
  ['a page', 'index.html', page],
  ['a page that PHP makes', 'index.php', page],
  ['a program', 'app', Buffer.from('\x7fELF\x02', 'latin1')],
  ['a text that was packed', 'words.gz', gzipSync(text)],
])('a single file that is what it says is taken: %s', async (_what, name, content) => {
  expect(await placed(name, content)).toBeUndefined();
});

for (const [ending, program] of [
  ['xz', 'xz'],
  ['bz2', 'bzip2'],
  ['zst', 'zstd'],
] as const) {
  const there = spawnSync(program, ['--version']).error === undefined;
  test.skipIf(!there)(`a tar.${ending} is unpacked by ${program} of this machine, and refused without it`, async () => {
    const dir = await scratch();
    const from = await plantTree(join(dir, 'from'), { 'a/run*': text, 中文: 'x' });
    execFileSync('tar', ['-cf', 'a.tar', '-C', from, '.'], { cwd: dir });
    const file = join(dir, `app.tar.${ending}`);
    const whole = execFileSync(program, ['-c', join(dir, 'a.tar')]);
    await writeFile(file, whole);
    const into = join(dir, 'into');
    expect(await unpack({ file, into, ...limits })).toMatchObject({ kind: `tar.${ending}` });
    expect(listing(into)).toEqual(listing(from));
    await expect(unpack({ file, into, ...limits, maxBytes: 100 })).rejects.toMatchObject(trouble('ARCHIVE_TOO_LARGE'));
    await writeFile(file, whole.subarray(0, -10));
    await expect(unpack({ file, into, ...limits })).rejects.toMatchObject(trouble('ARCHIVE_DAMAGED'));
    await writeFile(file, whole);
    const without = { ...limits, environment: { PATH: '/nowhere' } };
    await expect(unpack({ file, into, ...without })).rejects.toMatchObject(
      trouble('ARCHIVE_UNSUPPORTED', { what: `it is packed by ${program}`, program }),
    );
    expect(readdirSync(into)).toEqual([]);
  });
}
