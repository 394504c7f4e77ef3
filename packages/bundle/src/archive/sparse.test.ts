import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { sortEntries } from '../manifest/manifest.js';
import { listing, openFiles, plantTree, scratch, trouble } from '../scratch.js';
import { describeTree } from '../tree/describeTree.js';
import { environment } from './environment.fixture.js';
import { end, entry, pax, record } from './tarEntries.fixture.js';
import { unpack } from './unpack.js';

const limits = { environment, maxBytes: 10_000_000, maxEntries: 1000 };
const digits = '1'.repeat(120);
const chinese = '中'.repeat(60);

/** What GNU's own format puts into a header: the length of the file, and where its pieces belong. */
const oldMap = (size: number, pieces: [offset: number, length: number][]): [number, Buffer][] => [
  [257, Buffer.from('ustar  \0')],
  [
    386,
    Buffer.from(
      pieces
        .flat()
        .map((n) => `${n.toString(8).padStart(11, '0')}\0`)
        .join(''),
    ),
  ],
  [483, Buffer.from(`${size.toString(8).padStart(11, '0')}\0`)],
];
const sparse = (...records: [string, string][]): Buffer[] => [
  pax(...records.map(([name, value]) => record(name, value))),
  entry('GNUSparseFile.1/s', '0', 'data'),
];
const bad: [what: string, blocks: Buffer[], expected: object][] = [
  [
    'GNU sparse without its list',
    [entry('s', 'S', 'data')],
    trouble('ARCHIVE_DAMAGED', { reason: expect.stringContaining('sparse') }),
  ],
  [
    'GNU sparse whose list is longer than what is there',
    [entry('s', 'S', '', [...oldMap(9, [[0, 4]]), [482, Buffer.from('\x01')]])],
    trouble('ARCHIVE_DAMAGED'),
  ],
  ['GNU sparse beyond its end', [entry('s', 'S', 'data', oldMap(3, [[0, 4]]))], trouble('ARCHIVE_DAMAGED')],
  [
    'GNU sparse in pieces that overlap',
    [
      entry(
        's',
        'S',
        'data',
        oldMap(9, [
          [2, 2],
          [3, 2],
        ]),
      ),
    ],
    trouble('ARCHIVE_DAMAGED', { reason: expect.stringContaining('not in order') }),
  ],
  [
    'GNU sparse that names more than it stores',
    [entry('s', 'S', 'data', oldMap(9, [[0, 5]]))],
    trouble('ARCHIVE_DAMAGED', { reason: expect.stringContaining('names 5 bytes where 4 are stored') }),
  ],
  [
    'GNU sparse of more than may be unpacked',
    [entry('s', 'S', 'data', oldMap(8_000_000_000, [[0, 4]]))],
    trouble('ARCHIVE_TOO_LARGE', { limit: 10_000_000, unit: 'bytes' }),
  ],
  [
    'pax sparse 0.0 with fewer lengths than offsets',
    sparse(['GNU.sparse.size', '9'], ['GNU.sparse.offset', '0'], ['GNU.sparse.offset', '5']),
    trouble('ARCHIVE_DAMAGED'),
  ],
  [
    'pax sparse 0.0 with fewer pieces than it says',
    sparse(
      ['GNU.sparse.size', '9'],
      ['GNU.sparse.numblocks', '2'],
      ['GNU.sparse.offset', '0'],
      ['GNU.sparse.numbytes', '4'],
    ),
    trouble('ARCHIVE_DAMAGED'),
  ],
  [
    'pax sparse 0.1 without a size',
    sparse(['GNU.sparse.map', '0,4'], ['GNU.sparse.name', 's']),
    trouble('ARCHIVE_DAMAGED', { reason: expect.stringContaining('how long') }),
  ],
  [
    'pax sparse 0.1 of half a piece',
    sparse(['GNU.sparse.size', '9'], ['GNU.sparse.map', '0,4,5']),
    trouble('ARCHIVE_DAMAGED'),
  ],
  [
    'pax sparse 1.0 without its list',
    sparse(['GNU.sparse.major', '1'], ['GNU.sparse.minor', '0'], ['GNU.sparse.realsize', '9']),
    trouble('ARCHIVE_DAMAGED'),
  ],
  [
    'pax sparse 2.0',
    sparse(['GNU.sparse.major', '2'], ['GNU.sparse.minor', '0']),
    trouble('ARCHIVE_UNSUPPORTED', { what: '"GNUSparseFile.1/s" is a sparse file of a kind that is not known' }),
  ],
  [
    'a list of pieces for every file',
    [entry('g', 'g', record('GNU.sparse.map', '0,4')), entry('n', '0', 'data')],
    trouble('ARCHIVE_UNSUPPORTED'),
  ],
  ['sparse of Solaris', sparse(['SUN.holesdata', ' 0 4 9']), trouble('ARCHIVE_UNSUPPORTED')],
];

test.each(bad)('a list of pieces that cannot be meant is refused: %s', async (_what, blocks, expected) => {
  const dir = await scratch();
  await writeFile(join(dir, 'a.tar'), Buffer.concat([...blocks, end]));
  const refused = unpack({ file: join(dir, 'a.tar'), into: join(dir, 'into'), ...limits });
  await expect(refused).rejects.toMatchObject(expected);
});

/** Files with holes: at the start, at the end, in between in many pieces, throughout, and one of nothing but its last byte. */
async function plantHoles(dir: string): Promise<void> {
  const holes = async (name: string, size: number, places: readonly number[]): Promise<void> => {
    const file = await open(join(dir, name), 'w');
    for (const at of places) await file.write(`data at ${at}`, at);
    await file.truncate(size);
    await file.close();
  };
  await plantTree(dir, { 'before*': 'b', [`${digits}/after`]: 'a' });
  const many = Array.from({ length: 60 }, (_, n) => 65536 * (2 * n + 1) + n);
  await holes('pieces', 8_500_000, many);
  await holes(`${chinese}`, 300_000, [0, 100_000]);
  await holes('nothing', 400_000, []);
  await holes('last', 500_001, [499_990]);
}

test.each([
  ['--format=gnu'],
  ['--format=pax', '--sparse-version=0.0'],
  ['--format=pax', '--sparse-version=0.1'],
  ['--format=pax', '--sparse-version=1.0'],
])('a sparse file of GNU tar %s %s comes out byte for byte, and counts with its holes', async (...words) => {
  const dir = await scratch();
  const from = join(dir, 'from');
  await plantHoles(from);
  execFileSync('tar', ['-S', ...words, '-czf', join(dir, 'a.tgz'), '.'], { cwd: from });
  const packed = await readFile(join(dir, 'a.tgz'));
  const into = join(dir, 'into');
  const { files } = await unpack({ file: join(dir, 'a.tgz'), into, ...limits });
  execFileSync('diff', ['-r', from, into]);
  expect(listing(into)).toEqual(listing(from));
  const found = (await describeTree(into)).entries.filter(({ type }) => type === 'file');
  expect(sortEntries(files.entries)).toEqual(found);
  const over = unpack({ file: join(dir, 'a.tgz'), into, ...limits, maxBytes: 9_000_000 });
  await expect(over).rejects.toMatchObject(trouble('ARCHIVE_TOO_LARGE', { limit: 9_000_000, unit: 'bytes' }));
  await writeFile(join(dir, 'cut.tar'), gunzipSync(packed).subarray(0, -11_000));
  await expect(unpack({ file: join(dir, 'cut.tar'), into, ...limits })).rejects.toMatchObject(
    trouble('ARCHIVE_DAMAGED'),
  );
});

test('a hole of any length ends with the release that unpacks it', async () => {
  const dir = await scratch();
  const size = Buffer.from('800000000003000000000000', 'hex');
  const list = [...oldMap(0, [[0, 4]]), [483, size] satisfies [number, Buffer]];
  await writeFile(join(dir, 'a.tar'), Buffer.concat([entry('s', 'S', 'data', list), end]));
  const stop = new AbortController();
  const into = join(dir, 'into');
  const unpacking = unpack({
    file: join(dir, 'a.tar'),
    into,
    environment,
    maxBytes: 1e15,
    maxEntries: 9,
    signal: stop.signal,
  });
  const refused = expect(unpacking).rejects.toThrow('enough');
  const begun = (): boolean =>
    existsSync(into) &&
    readdirSync(into, { recursive: true }).some((path) => statSync(join(into, String(path))).size > 1_000_000);
  await vi.waitUntil(begun, { timeout: 60_000 });
  stop.abort(new Error('enough'));
  await refused;
  expect(readdirSync(into)).toEqual([]);
  // Nor is anything written on to the file that has lost its name.
  const isOpen = (): boolean => openFiles().some((path) => path.startsWith(dir));
  await vi.waitUntil(() => !isOpen(), { timeout: 60_000 });
});
