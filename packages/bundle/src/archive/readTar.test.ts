import { execFileSync } from 'node:child_process';
import { openSync, ftruncateSync, writeSync, closeSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { expect, test } from 'vitest';
import { listing, plantTree, scratch, trouble } from '../scratch.js';
import { unpack } from './unpack.js';

const limits = { maxBytes: 10_000_000, maxEntries: 1000 };

const filled = (body: Buffer): Buffer => Buffer.concat([body, Buffer.alloc((512 - (body.length % 512)) % 512)]);

/** The blocks of one entry, its header of node-tar, with the bytes of `change` put over it and the sum made right again. */
function entry(path: string, type: string, content: Buffer | string = '', change: [at: number, bytes: Buffer][] = []) {
  const body = Buffer.from(content);
  const header = new Header({ path, type: 'File', mode: 0o644, size: body.length, mtime: new Date(1e12) });
  header.encode();
  const block = header.block!;
  block.write(type, 156, 'latin1');
  for (const [at, bytes] of change) bytes.copy(block, at);
  block.fill(' ', 148, 156);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([block, filled(body)]);
}

/** A pax record: its length counts itself. */
function record(name: string, value: Buffer | string): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${name}=`), Buffer.from(value), Buffer.from('\n')]);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length += 1;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}
const pax = (...records: Buffer[]): Buffer => entry('PaxHeader', 'x', Buffer.concat(records));
const end = Buffer.alloc(1024);

async function unpacked(blocks: Buffer[], name = 'a.tar', more: object = {}): Promise<string[]> {
  const dir = await scratch();
  await writeFile(join(dir, name), Buffer.concat(blocks));
  await unpack({ file: join(dir, name), into: join(dir, 'into'), ...limits, ...more });
  return listing(join(dir, 'into'));
}

const digits = '1'.repeat(120);
const chinese = '中'.repeat(60);
const good: [what: string, blocks: Buffer[], rows: string[]][] = [
  ['pax: a name with a line break', [pax(record('path', 'a\nb')), entry('cut', '0', 'x')], ['f 644 1 ./a', 'b']],
  ['pax: a long name of digits', [pax(record('path', digits)), entry('cut', '0', 'x')], [`f 644 1 ./${digits}`]],
  [
    'pax: records of others, and what fills them',
    [pax(record('SCHILY.xattr.user.a', Buffer.from([0, 10, 255])), Buffer.alloc(7)), entry('n', '0', 'x')],
    ['f 644 1 ./n'],
  ],
  ['pax: an empty name takes nothing away', [pax(record('path', '')), entry('n', '0', 'x')], ['f 644 1 ./n']],
  [
    'pax: the size counts',
    [pax(record('size', '1')), entry('n', '0', 'x', [[124, Buffer.from('00000000000\0')]])],
    ['f 644 1 ./n'],
  ],
  ['pax: a global header', [entry('g', 'g', record('comment', 'a commit')), entry('n', '0', 'x')], ['f 644 1 ./n']],
  ['pax of Solaris', [entry('x', 'X', record('path', 'long')), entry('n', '0', 'x')], ['f 644 1 ./long']],
  [
    'GNU: a long name, a long target',
    [
      entry('././@LongLink', 'L', `${chinese}\0`),
      entry('cut', '0', 'x'),
      entry('././@LongLink', 'K', `${chinese}\0`),
      entry('link', '2'),
    ],
    [`f 644 1 ./${chinese}`, `l 777 ./link ${chinese}`],
  ],
  [
    'GNU: times in the place of the prefix',
    [
      entry('n', '0', 'x', [
        [257, Buffer.from('ustar  \0')],
        [345, Buffer.from('14563727220\0')],
      ]),
    ],
    ['f 644 1 ./n'],
  ],
  [
    'GNU: a directory with a list, a label',
    [entry('label', 'V'), entry('d/', 'D', 'Yname\0\0'), entry('d/n', '0', 'x')],
    ['d 644 ./d', 'f 644 1 ./d/n'].map((row) => row.replace('d 644', 'd 744')),
  ],
  [
    'a size in base 256',
    [entry('n', '0', 'x', [[124, Buffer.from('800000000000000000000001', 'hex')]])],
    ['f 644 1 ./n'],
  ],
  [
    'v7: no letter, and a slash for a directory',
    [entry('d/', '\0'), entry('d/n', '\0', 'x', [[257, Buffer.alloc(8)]])],
    ['d 744 ./d', 'f 644 1 ./d/n'],
  ],
  [
    'links with the size of their file',
    [
      entry('n', '0', 'x'),
      entry('h', '1', '', [
        [124, Buffer.from('00000000777\0')],
        [157, Buffer.from('n')],
      ]),
    ],
    ['f 644 1 ./h', 'f 644 1 ./n'],
  ],
  [
    'a prefix of 150 bytes',
    [entry('n', '0', 'x', [[345, Buffer.from('p'.repeat(150))]])],
    [`d 755 ./${'p'.repeat(150)}`, `f 644 1 ./${'p'.repeat(150)}/n`],
  ],
];

test.each(good)('a tar is read as it was meant: %s', async (_what, blocks, rows) => {
  expect(await unpacked([...blocks, end])).toEqual(rows.sort());
});

const sparse = (...records: [string, string][]): Buffer[] => [
  pax(...records.map(([name, value]) => record(name, value))),
  entry('GNUSparseFile.1/s', '0', 'data'),
];
const bad: [what: string, blocks: Buffer[], expected: object][] = [
  ['GNU sparse', [entry('s', 'S', 'data')], trouble('ARCHIVE_UNSUPPORTED', { what: '"s" is a sparse file (tar -S)' })],
  [
    'pax sparse 0.0',
    sparse(
      ['GNU.sparse.size', '9'],
      ['GNU.sparse.numblocks', '1'],
      ['GNU.sparse.offset', '0'],
      ['GNU.sparse.numbytes', '4'],
    ),
    trouble('ARCHIVE_UNSUPPORTED'),
  ],
  [
    'pax sparse 0.1',
    sparse(['GNU.sparse.map', '0,4'], ['GNU.sparse.name', 's']),
    trouble('ARCHIVE_UNSUPPORTED', { what: '"s" is a sparse file (tar -S)' }),
  ],
  [
    'pax sparse 1.0',
    sparse(['GNU.sparse.major', '1'], ['GNU.sparse.minor', '0'], ['GNU.sparse.realsize', '9']),
    trouble('ARCHIVE_UNSUPPORTED'),
  ],
  ['sparse of Solaris', sparse(['SUN.holesdata', ' 0 4 9']), trouble('ARCHIVE_UNSUPPORTED')],
  ['a part of several volumes', [entry('n', 'M', 'x')], trouble('ARCHIVE_DAMAGED')],
  ['a pax header that is cut', [entry('x', 'x', '30 path=short\n'), entry('n', '0', 'x')], trouble('ARCHIVE_DAMAGED')],
  ['a size that is none', [pax(record('size', '-5')), entry('n', '0', 'x')], trouble('ARCHIVE_DAMAGED')],
  ['one name for all', [entry('g', 'g', record('path', 'n')), entry('n', '0', 'x')], trouble('ARCHIVE_DAMAGED')],
  ['a name of 2 MB', [entry('L', 'L', Buffer.alloc(2_000_000, 'n')), entry('n', '0', 'x')], trouble('ARCHIVE_DAMAGED')],
  [
    'a name of 2049 directories',
    [entry('L', 'L', 'd/'.repeat(2049)), entry('n', '0', 'x')],
    trouble('ARCHIVE_DAMAGED', { reason: expect.stringContaining('4098 bytes') }),
  ],
  [
    'a target of 2049 steps',
    [entry('K', 'K', './'.repeat(2049)), entry('n', '2', '')],
    trouble('ARCHIVE_DAMAGED', { reason: expect.stringContaining('4098 bytes') }),
  ],
  ['a letter nobody knows', [entry('n', 'Q', 'x')], trouble('ARCHIVE_DAMAGED')],
  [
    'a header that was changed',
    [entry('n', '0', 'x'), entry('m', '0', 'x').fill('X', 0, 1)],
    trouble('ARCHIVE_DAMAGED'),
  ],
  [
    'another archive behind it',
    [entry('n', '0', 'x'), end, entry('m', '0', 'x')],
    trouble('ARCHIVE_DAMAGED', { reason: 'another archive follows behind its end' }),
  ],
  ['nothing in it', [entry('g', 'g', record('comment', 'c'))], trouble('PACKAGE_UNFIT', { found: 'nothing' })],
];

test.each(bad)('a tar that cannot be read rightly is refused by name: %s', async (_what, blocks, expected) => {
  await expect(unpacked([...blocks, end])).rejects.toMatchObject(expected);
});

test('what GNU tar makes of a sparse file is refused in each format', async () => {
  const dir = await scratch();
  const holes = openSync(join(dir, 'holes'), 'w');
  for (const at of [0, 1_000_000, 2_000_000]) writeSync(holes, 'data', at);
  ftruncateSync(holes, 3_000_000);
  closeSync(holes);
  for (const format of ['gnu', 'pax --sparse-version=0.0', 'pax --sparse-version=0.1', 'pax --sparse-version=1.0']) {
    execFileSync('tar', [...`-S --format=${format} -cf a.tar holes`.split(' ')], { cwd: dir });
    const refused = unpack({ file: join(dir, 'a.tar'), into: join(dir, 'into'), ...limits });
    await expect(refused).rejects.toMatchObject(
      trouble('ARCHIVE_UNSUPPORTED', { what: '"holes" is a sparse file (tar -S)' }),
    );
  }
});

test('names are read right wherever the stream is cut', async () => {
  const dir = await scratch();
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`${chinese}/${'文'.repeat(70)}${n}`, `${n}`]));
  const from = await plantTree(join(dir, 'from'), files);
  execFileSync('tar', ['--format=pax', '-cf', join(dir, 'a.tar'), '.'], { cwd: from });
  const whole = await readFile(join(dir, 'a.tar'));
  // Members of odd lengths: what is unpacked comes in pieces that end amid letters.
  const members: Buffer[] = [];
  for (let at = 0; at < whole.length; at += 331) members.push(gzipSync(whole.subarray(at, at + 331), { level: 1 }));
  await writeFile(join(dir, 'a.tar.gz'), Buffer.concat(members));
  await unpack({ file: join(dir, 'a.tar.gz'), into: join(dir, 'into'), ...limits });
  expect(listing(join(dir, 'into'))).toEqual(listing(from));
});

const gbk = Buffer.from('d6d0cec42e747874', 'hex');

test('a name that is not UTF-8 is read in the character set that was agreed, or refused with what it might be', async () => {
  const blocks = [entry('12345678', '0', 'x', [[0, gbk]]), end];
  expect(await unpacked(blocks, 'a.tar', { names: 'gb18030' })).toEqual(['f 644 1 ./中文.txt']);
  await expect(unpacked(blocks)).rejects.toMatchObject(
    trouble('ARCHIVE_NAMES_UNREADABLE', {
      guesses: ['"中文.txt" (gb18030)', '"ﾖﾐﾎﾄ.txt" (shift_jis)', '"╓╨╬─.txt" (cp437)'],
    }),
  );
  const neither = [entry('12345678', '0', 'x', [[0, Buffer.alloc(8, 0xff)]]), end];
  await expect(unpacked(neither, 'a.tar', { names: 'gb18030' })).rejects.toMatchObject(
    trouble('ARCHIVE_NAMES_UNREADABLE', { encoding: 'gb18030' }),
  );
});
