import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Entry } from 'yauzl';
import { CodedError } from '#contract';
import type { ArchiveEntry, Body, ReadArchive, ReadOptions } from './archive.js';
import { decodeName } from './entryName.js';
import { eachZipEntry, zipBody } from './zipEntries.js';

const madeByUnix = 3;
const unicodePath = 0x7075;
const longestTarget = 4096;
const formats: Readonly<Record<number, ArchiveEntry['type']>> = {
  0: 'file',
  0o040000: 'directory',
  0o100000: 'file',
  0o120000: 'link',
};

/** Ways of packing that nothing here undoes, by their numbers. */
const methods: Readonly<Record<number, string>> = {
  1: 'shrink',
  6: 'implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'zstd',
  95: 'xz',
  98: 'PPMd',
};

/** The name in UTF-8 that Info-ZIP puts beside one of another character set, unless that was changed since. */
function unicodeName({ fileNameRaw, extraFields }: Entry): Buffer | null {
  const data = extraFields.find(({ id }) => id === unicodePath)?.data;
  if (!data || data.length < 6 || data[0] !== 1 || data.readUInt32LE(1) !== crc32(fileNameRaw)) return null;
  return data.subarray(5);
}

/** Many tools write names in UTF-8 without saying so: what they are counts, not what is said. */
function nameOf(file: string, entry: Entry, { names = null }: ReadOptions): string {
  const name = decodeName(file, unicodeName(entry) ?? entry.fileNameRaw, names);
  // From Windows a backslash divides directories; from Unix it is a letter of the name.
  return entry.versionMadeBy >>> 8 === madeByUnix ? name : name.replaceAll('\\', '/');
}

async function targetOf(name: string, size: number, body: Body): Promise<Buffer> {
  if (size > longestTarget) throw new Error(`the link "${name}" is too long`);
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function described(file: string, entry: Entry, body: Body, options: ReadOptions): Promise<ArchiveEntry> {
  const name = nameOf(file, entry, options);
  const unsupported = (what: string): CodedError => new CodedError('ARCHIVE_UNSUPPORTED', { file, what });
  if (entry.isEncrypted()) throw unsupported(`"${name}" is encrypted`);
  if (!entry.canDecodeFileData()) {
    const method = methods[entry.compressionMethod] ?? `method ${entry.compressionMethod}`;
    throw unsupported(`"${name}" is packed by ${method}`);
  }
  const unix = entry.versionMadeBy >>> 8 === madeByUnix ? entry.externalFileAttributes >>> 16 : 0;
  const type = name.endsWith('/') ? 'directory' : (formats[unix & 0o170000] ?? 'special');
  const size = entry.uncompressedSize;
  return {
    name,
    type,
    size,
    mode: (unix & 0o777) === 0 ? undefined : unix & 0o6777,
    mtime: entry.getLastModDate(),
    target: type === 'link' ? decodeName(file, await targetOf(name, size, body), options.names ?? null) : '',
  };
}

/** Reads a zip, with the modes and links of those made on Unix; the checksum of what is read is verified. */
export const readZip: ReadArchive = async (file, options, onEntry, signal) => {
  let index = 0;
  await eachZipEntry(file, async (zip, entry) => {
    signal?.throwIfAborted();
    await onEntry(await described(basename(file), entry, zipBody(zip, entry), options), index++, zipBody(zip, entry));
  });
};
