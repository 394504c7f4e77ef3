import { basename } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '#contract';
import { asTar } from '../format/asTar.js';
import type { ProgramRun } from '../format/byProgram.js';
import { decompressed, type Compression } from '../format/decompress.js';
import type { ArchiveEntry, OnEntry, ReadArchive, ReadOptions } from './archive.js';
import { createByteReader, type ByteReader } from './byteReader.js';
import { decodeName } from './entryName.js';
import { parsePaxRecords, paxNumber, type PaxRecords } from './paxRecords.js';
import { isForeignSparse, sparseOf, withHoles } from './sparse.js';
import { isTarHeader, parseTarHeader, tarBlock, timeOf, type TarHeader } from './tarBlock.js';

const types: Readonly<Record<string, ArchiveEntry['type']>> = {
  '0': 'file',
  '1': 'hardLink',
  '2': 'link',
  '3': 'special',
  '4': 'special',
  '5': 'directory',
  '6': 'special',
  S: 'file',
  D: 'directory',
};

/** Bytes that headers, long names and padding of one entry may take beside its content. */
const overhead = 4096;
/** Bytes that the long name of an entry, or its pax records, may have. */
const longest = 1024 * 1024;
const nullBlock = Buffer.alloc(tarBlock);

/** What stands before an entry and counts for it. */
interface Ahead {
  name?: Buffer;
  target?: Buffer;
  records: PaxRecords;
}

/** Passes bytes on and stops when they cannot belong to an archive within the limits, whatever its entries announce. */
function meter(file: string, { maxBytes, maxEntries }: ReadOptions): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes + (maxEntries + 256) * overhead) return done(null, chunk);
      done(new CodedError('ARCHIVE_TOO_LARGE', { file: basename(file), limit: maxBytes, unit: 'bytes' }));
    },
  });
}

const padding = (size: number): number => (tarBlock - (size % tarBlock)) % tarBlock;
const isNull = (block: Buffer): boolean => block.equals(nullBlock);

async function takeAll(bytes: ByteReader, size: number): Promise<Buffer> {
  const piece = size === 0 ? Buffer.alloc(0) : await bytes.take(size);
  if (piece.length < size) throw new Error('its end is missing');
  return piece;
}

async function extensionOf(bytes: ByteReader, { size }: TarHeader): Promise<Buffer> {
  if (size > longest) throw new Error('a name or an extended header in it is too long');
  const body = await takeAll(bytes, size);
  await bytes.part(padding(size)).drain();
  return body;
}

const upToZero = (name: Buffer): Buffer => (name.includes(0) ? name.subarray(0, name.indexOf(0)) : name);

/** Takes in a header that counts for what follows; false for one that describes an entry. */
async function tookAhead(bytes: ByteReader, header: TarHeader, ahead: Ahead, global: PaxRecords): Promise<boolean> {
  switch (header.type) {
    case 'L':
      ahead.name = upToZero(await extensionOf(bytes, header));
      return true;
    case 'K':
      ahead.target = upToZero(await extensionOf(bytes, header));
      return true;
    case 'x':
    case 'X':
      ahead.records = parsePaxRecords(await extensionOf(bytes, header));
      return true;
    case 'g':
      for (const [name, value] of parsePaxRecords(await extensionOf(bytes, header))) {
        // Of all entries at once it can only be wrong.
        if (['path', 'linkpath', 'size'].includes(name))
          throw new Error(`its global header gives every entry one ${name}`);
        global.set(name, value);
      }
      return true;
    // The label of a volume.
    case 'V':
      await bytes.part(header.size + padding(header.size)).drain();
      return true;
    default:
      return false;
  }
}

/** A record of the entry, which may say that nothing counts, else one of all entries. */
const recordOf = ({ records }: Ahead, global: PaxRecords, name: string): Buffer | undefined => {
  const value = records.get(name) ?? global.get(name);
  return value?.length === 0 ? undefined : value;
};

function described(file: string, header: TarHeader, ahead: Ahead, global: PaxRecords, options: ReadOptions) {
  const { records } = ahead;
  const decode = (raw: Buffer): string => decodeName(file, raw, options.names ?? null);
  const path = recordOf(ahead, global, 'GNU.sparse.name') ?? recordOf(ahead, global, 'path');
  const name = decode(path ?? ahead.name ?? header.name);
  const ofAll = [...global.keys()].some((one) => one.startsWith('GNU.sparse.'));
  if (ofAll || isForeignSparse(records) || isForeignSparse(global)) {
    throw new CodedError('ARCHIVE_UNSUPPORTED', {
      file,
      what: `"${name}" is a sparse file of a kind that is not known`,
    });
  }
  // Before there was a letter for directories, a slash at the end of the name said so.
  const type = header.type === '0' && name.endsWith('/') ? 'directory' : types[header.type];
  if (type === undefined) throw new Error(`"${name}" is of a kind that is not known`);
  const size = paxNumber(records, 'size') ?? header.size;
  if (!Number.isSafeInteger(size) || size < 0) throw new Error(`the size of "${name}" is none`);
  const isLink = type === 'link' || type === 'hardLink';
  const entry: ArchiveEntry = {
    name,
    type,
    // Some programs write the size of the file that a link or a directory has, but no content behind it.
    size: ['0', 'S', 'D'].includes(header.type) ? size : 0,
    mode: header.mode === undefined ? undefined : header.mode & 0o6777,
    mtime: timeOf(paxNumber(records, 'mtime') ?? paxNumber(global, 'mtime')) ?? header.mtime,
    target: isLink ? decode(recordOf(ahead, global, 'linkpath') ?? ahead.target ?? header.target) : '',
  };
  if (isLink && entry.target === '') throw new Error(`the link "${name}" leads nowhere`);
  return entry;
}

/** What lies behind the end is filling; another archive there would be left out without a word. */
async function requireEnd(bytes: ByteReader): Promise<void> {
  for (;;) {
    const block = await bytes.take(tarBlock);
    if (isTarHeader(block)) throw new Error('another archive follows behind its end');
    if (block.length < tarBlock) return;
  }
}

async function readEntries(
  bytes: ByteReader,
  file: string,
  options: ReadOptions,
  onEntry: OnEntry,
  signal: AbortSignal | undefined,
): Promise<void> {
  const global: PaxRecords = new Map();
  let ahead: Ahead = { records: new Map() };
  let index = 0;
  for (;;) {
    const block = await takeAll(bytes, tarBlock);
    if (isNull(block)) return await requireEnd(bytes);
    const header = parseTarHeader(block);
    if (await tookAhead(bytes, header, ahead, global)) continue;
    const entry = described(file, header, ahead, global, options);
    const sparse = await sparseOf(header, block, { records: ahead.records, size: entry.size, bytes });
    const stored = sparse?.stored ?? entry.size;
    const body = bytes.part(stored);
    if (sparse) await onEntry({ ...entry, size: sparse.size }, index++, withHoles(sparse, body.pieces, signal));
    else await onEntry(entry, index++, body.pieces);
    await body.drain();
    await bytes.part(padding(stored)).drain();
    ahead = { records: new Map() };
  }
}

type Opened = (file: string, run: ProgramRun) => Readable;

/** Reads what is a tar once it is opened. */
function reading(opened: Opened): ReadArchive {
  return async (file, options, onEntry, signal) => {
    signal?.throwIfAborted();
    try {
      await pipeline(
        opened(file, { environment: options.environment, signal }),
        meter(file, options),
        async (bytes: AsyncIterable<Buffer>) => {
          await readEntries(createByteReader(bytes), basename(file), options, onEntry, signal);
        },
        { signal },
      );
    } catch (thrown) {
      signal?.throwIfAborted();
      throw thrown;
    }
  };
}

/** Reads a tar of any format, packed or not; what is not wholly understood counts as damage. */
export const readTar = (compression: Compression | null): ReadArchive =>
  reading((file, run) => decompressed(file, compression, run));

/** Reads a 7z, by a program of this machine. */
export const readSevenZip: ReadArchive = reading(asTar);
