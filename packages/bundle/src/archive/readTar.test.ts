import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { listing, plantTree, scratch, trouble } from '../scratch.js';
import { environment } from './environment.fixture.js';
import { end, entry, pax, record } from './tarEntries.fixture.js';
import { unpack } from './unpack.js';

const limits = { environment, maxBytes: 10_000_000, maxEntries: 1000 };

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

const bad: [what: string, blocks: Buffer[], expected: object][] = [
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
