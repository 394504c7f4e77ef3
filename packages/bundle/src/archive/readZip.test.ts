import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { listing, scratch, trouble } from '../scratch.js';
import { writeZip, zipField, zipOf, type Zipped } from '../zip.js';
import { environment } from './environment.fixture.js';
import { unpack } from './unpack.js';

const limits = { environment, maxBytes: 10_000_000, maxEntries: 1000 };

async function unpacked(entries: Zipped[], more: object = {}): Promise<string> {
  const dir = await scratch();
  await unpack({ file: await writeZip(join(dir, 'a.zip'), entries), into: join(dir, 'into'), ...limits, ...more });
  return join(dir, 'into');
}

const gbk = Buffer.from('d6d0cec42e747874', 'hex');
const shiftJis = Buffer.from('955c8ea62e747874', 'hex');
const cp437 = Buffer.from('8180812e747874', 'hex');

/** What Info-ZIP puts beside a name: the sum of that name, and the same in UTF-8. */
function unicodePath(name: Buffer, utf8: string, sum = crc32(name)): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(1, 0);
  head.writeUInt32LE(sum, 1);
  return zipField(0x7075, Buffer.concat([head, Buffer.from(utf8)]));
}

test.each<[what: string, entry: Zipped, names: string | undefined, path: string]>([
  ['UTF-8, marked', { name: '中文.txt' }, undefined, '中文.txt'],
  ['UTF-8, not marked', { name: '中文.txt', flags: 0 }, undefined, '中文.txt'],
  ['UTF-8, not marked, whatever was agreed', { name: '中文.txt', flags: 0 }, 'cp437', '中文.txt'],
  ['GBK', { name: gbk, flags: 0 }, 'gb18030', '中文.txt'],
  ['GBK, marked as what it is not', { name: gbk }, 'gb18030', '中文.txt'],
  ['Shift-JIS, a backslash in a letter', { name: shiftJis, flags: 0 }, 'shift_jis', '表示.txt'],
  ['CP437', { name: cp437, flags: 0 }, 'cp437', 'üÇü.txt'],
  ['UTF-8 beside it', { name: gbk, flags: 0, extra: unicodePath(gbk, '中文.txt') }, undefined, '中文.txt'],
  ['UTF-8 beside another name', { name: gbk, flags: 0, extra: unicodePath(gbk, 'x', 1) }, 'gb18030', '中文.txt'],
  ['a link', { name: 'l', body: '中文', mode: 0o120777 }, undefined, 'l 中文'],
])('a zip has its names right: %s', async (_what, entry, names, path) => {
  const rows = listing(await unpacked([{ body: 'x', ...entry }], { names: names ?? null }));
  expect(rows.map((row) => row.replace(/^(f 644 1|l 777) \.\//, ''))).toEqual([path]);
});

test.each<[what: string, entry: Zipped]>([
  ['sizes behind the content', { name: 'n', streamed: true }],
  ['zip64', { name: 'n', zip64: true }],
  ['zip64, sizes behind the content', { name: 'n', zip64: true, streamed: true, mode: 0o100644 }],
])('a zip is read as it was meant: %s', async (_what, entry) => {
  const into = await unpacked([
    { name: 'first', body: 'first' },
    { ...entry, body: 'x'.repeat(70_000) },
  ]);
  expect(await readFile(join(into, 'n'), 'utf8')).toBe('x'.repeat(70_000));
  expect(listing(into)).toHaveLength(2);
});

test.each<[what: string, entry: Zipped, names: string | null, expected: object]>([
  ['GBK', { name: gbk, flags: 0 }, null, trouble('ARCHIVE_NAMES_UNREADABLE', { file: 'a.zip' })],
  [
    'not what was agreed',
    { name: Buffer.from([0x80, 0xff]), flags: 0 },
    'gb18030',
    trouble('ARCHIVE_NAMES_UNREADABLE', { encoding: 'gb18030' }),
  ],
  [
    'a name of 2049 directories',
    { name: 'd/'.repeat(2049) },
    null,
    trouble('ARCHIVE_DAMAGED', { reason: expect.stringContaining('4098 bytes') }),
  ],
  ['encrypted', { name: 'n', flags: 0x801 }, null, trouble('ARCHIVE_UNSUPPORTED', { what: '"n" is encrypted' })],
  ['Deflate64', { name: 'n', method: 9 }, null, trouble('ARCHIVE_UNSUPPORTED', { what: '"n" is packed by Deflate64' })],
  [
    'a method of tomorrow',
    { name: 'n', method: 77 },
    null,
    trouble('ARCHIVE_UNSUPPORTED', { what: '"n" is packed by method 77' }),
  ],
])('a zip that cannot be read rightly is refused by name: %s', async (_what, entry, names, expected) => {
  await expect(unpacked([{ body: 'x', ...entry }], { names })).rejects.toMatchObject(expected);
});

test('a zip with nothing in it is refused', async () => {
  await expect(unpacked([])).rejects.toMatchObject(trouble('PACKAGE_UNFIT', { found: 'nothing' }));
});

test.each(['a.zip', 'a.jar'])('a zip with more files than it counts is refused: %s', async (name) => {
  const dir = await scratch();
  const file = join(dir, name);
  const bytes = zipOf(['a', 'b', 'c'].map((of) => ({ name: of, body: of })));
  // As the count of 65,538 files comes out where its field has no room for it.
  for (const at of [14, 12]) bytes.writeUInt16LE(2, bytes.length - at);
  await writeFile(file, bytes);
  const reason = expect.stringContaining('it counts 2 entries');
  await expect(unpack({ file, into: join(dir, 'into'), ...limits })).rejects.toMatchObject(
    trouble('ARCHIVE_DAMAGED', { file: name, reason }),
  );
});
