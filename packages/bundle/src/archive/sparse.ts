import { paxNumber, type PaxRecords } from './paxRecords.js';
import { numberAt, tarBlock, type TarHeader } from './tarBlock.js';
import type { Body } from './archive.js';
import type { ByteReader } from './byteReader.js';

/** A file of a tar without its holes: what of it is stored, and where that belongs. */
export interface Sparse {
  /** Bytes of the file, its holes among them. */
  size: number;
  /** Bytes that the archive still holds of it. */
  stored: number;
  pieces: readonly Piece[];
}

interface Piece {
  offset: number;
  length: number;
}

/** Bytes that the list of a file's pieces may take. */
const longestMap = 1024 * 1024;
const pieceBytes = 24;
/** Where the list of GNU's own format stands in a header, and whether more of it follows. */
const inHeader = { at: 386, pieces: 4, more: 482, size: 483 };
/** The same in each block behind it. */
const inBlock = { at: 0, pieces: 21, more: 504 };
const zeros = Buffer.alloc(256 * 1024);

const broken = (reason: string): Error => new Error(`the list of the pieces of a sparse file ${reason}`);
const isCount = (value: number | undefined): value is number => Number.isSafeInteger(value) && value! >= 0;

/** Pieces in their order, apart from each other, inside the file, and together what is stored of it: nothing else is trusted. */
function checked({ size, stored, pieces }: { size: number | undefined; stored: number; pieces: Piece[] }): Sparse {
  if (!isCount(size)) throw broken('does not say how long it is');
  let [at, bytes] = [0, 0];
  for (const { offset, length } of pieces) {
    if (!isCount(offset) || !isCount(length) || offset < at || offset + length > size) throw broken('is not in order');
    at = offset + length;
    bytes += length;
  }
  if (bytes !== stored) throw broken(`names ${bytes} bytes where ${stored} are stored`);
  return { size, stored, pieces };
}

function paired(numbers: readonly number[]): Piece[] {
  if (numbers.length % 2 !== 0) throw broken('is cut short');
  return Array.from({ length: numbers.length / 2 }, (_, n) => ({
    offset: numbers[2 * n]!,
    length: numbers[2 * n + 1]!,
  }));
}

const numbersOf = (text: string, between: string): number[] =>
  text.split(between).map((one) => {
    if (!/^\d{1,16}$/.test(one)) throw broken('holds what is no number');
    return Number(one);
  });

/** The pieces that a block of GNU's own format names; the first without a length and an offset ends them. */
function piecesOf(block: Buffer, { at, pieces }: { at: number; pieces: number }): Piece[] {
  const found: Piece[] = [];
  for (let place = at; place < at + pieces * pieceBytes; place += pieceBytes) {
    const [offset, length] = [numberAt(block, place, 12), numberAt(block, place + 12, 12)];
    if (offset === undefined || length === undefined) break;
    found.push({ offset, length });
  }
  return found;
}

async function oldGnu({ size: stored }: TarHeader, header: Buffer, bytes: ByteReader): Promise<Sparse> {
  const pieces = piecesOf(header, inHeader);
  let isMore = header[inHeader.more] !== 0;
  for (let read = tarBlock; isMore; read += tarBlock) {
    if (read > longestMap) throw broken('is too long');
    const block = await bytes.take(tarBlock);
    if (block.length < tarBlock) throw new Error('its end is missing');
    pieces.push(...piecesOf(block, inBlock));
    isMore = block[inBlock.more] !== 0;
  }
  return checked({ size: numberAt(header, inHeader.size, 12), stored, pieces });
}

/** The list that stands in front of the content: numbers on lines of their own, filled up to a whole block. */
async function inContent(records: PaxRecords, size: number, bytes: ByteReader): Promise<Sparse> {
  let text = '';
  let read = 0;
  /** Lines that are there in whole; of the last the end may be in the next block. */
  let lines = 0;
  for (let wanted = 1; lines < wanted;) {
    if (read + tarBlock > size) throw broken('is cut short');
    if (read >= longestMap) throw broken('is too long');
    const block = (await bytes.take(tarBlock)).toString('latin1');
    read += tarBlock;
    text += block;
    lines += block.split('\n').length - 1;
    if (lines > 0 && wanted === 1) wanted += 2 * numbersOf(text.slice(0, text.indexOf('\n')), ' ')[0]!;
  }
  const [count = 0, ...numbers] = numbersOf(text.slice(0, text.lastIndexOf('\n')), '\n');
  const pieces = paired(numbers);
  if (pieces.length !== count) throw broken('is not as long as it says');
  return checked({ size: paxNumber(records, 'GNU.sparse.realsize'), stored: size - read, pieces });
}

const textOf = (records: PaxRecords, name: string): string | undefined => records.get(name)?.toString('latin1');

/** The list in the records of the entry: as one record, or each offset and each length as its own. */
function inRecords(records: PaxRecords, stored: number): Sparse {
  const map = textOf(records, 'GNU.sparse.map');
  const [offsets, lengths] = [textOf(records, 'GNU.sparse.offset'), textOf(records, 'GNU.sparse.numbytes')].map(
    (text) => (text === undefined ? [] : numbersOf(text, ',')),
  ) as [number[], number[]];
  if (offsets.length !== lengths.length) throw broken('is cut short');
  const pieces =
    map === undefined
      ? offsets.map((offset, n) => ({ offset, length: lengths[n]! }))
      : paired(map === '' ? [] : numbersOf(map, ','));
  const count = paxNumber(records, 'GNU.sparse.numblocks');
  if (count !== undefined && count !== pieces.length) throw broken('is not as long as it says');
  return checked({ size: paxNumber(records, 'GNU.sparse.size'), stored, pieces });
}

/** True for what tells of holes in a way that is not known here: Solaris, star, and versions of GNU tar to come. */
export function isForeignSparse(records: PaxRecords): boolean {
  if ([...records.keys()].some((name) => /^(SUN\.holesdata|SCHILY\.realsize)$/.test(name))) return true;
  const [major, minor] = [textOf(records, 'GNU.sparse.major'), textOf(records, 'GNU.sparse.minor')];
  return major !== undefined && !['0.0', '0.1', '1.0'].includes(`${major}.${minor ?? ''}`);
}

/**
 * Reads where the pieces of a sparse file belong, in each of the four ways GNU tar has for it; null for any other entry. Takes what
 * of the list stands behind the header. `size` is that of the entry. Throws for a list that cannot be meant.
 */
export async function sparseOf(
  header: TarHeader,
  block: Buffer,
  { records, size, bytes }: { records: PaxRecords; size: number; bytes: ByteReader },
): Promise<Sparse | null> {
  if (header.type === 'S') return await oldGnu(header, block, bytes);
  if (header.type !== '0' || ![...records.keys()].some((name) => name.startsWith('GNU.sparse.'))) return null;
  return textOf(records, 'GNU.sparse.major') === '1' ? await inContent(records, size, bytes) : inRecords(records, size);
}

function* hole(length: number, signal: AbortSignal | undefined): Generator<Buffer> {
  for (let left = length; left > 0; left -= zeros.length) {
    signal?.throwIfAborted();
    signal?.throwIfAborted();
    yield left < zeros.length ? zeros.subarray(0, left) : zeros;
  }
}

/** The whole file: what is stored of it, each piece at its place, and zeros between. */
export async function* withHoles({ size, pieces }: Sparse, stored: Body, signal?: AbortSignal): Body {
  const chunks = stored[Symbol.asyncIterator]();
  let rest: Buffer = zeros.subarray(0, 0);
  let at = 0;
  for (const { offset, length } of pieces) {
    yield* hole(offset - at, signal);
    for (let left = length; left > 0;) {
      if (rest.length === 0) rest = (await chunks.next()).value as Buffer;
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
    at = offset + length;
  }
  yield* hole(size - at, signal);
}
