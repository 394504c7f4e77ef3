import { crc32 } from 'node:zlib';
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import type { ArchiveEntry, Body, ReadArchive } from './archive.js';

const madeByUnix = 3;
const unicodePath = 0x7075;
const longestTarget = 4096;
const formats: Readonly<Record<number, ArchiveEntry['type']>> = {
  0: 'file',
  0o040000: 'directory',
  0o100000: 'file',
  0o120000: 'link',
};

/** Many tools write names in UTF-8 without saying so; only what is not UTF-8 is taken for the old code page. */
function nameOf(entry: Entry): string {
  const { generalPurposeBitFlag: flags, fileNameRaw: raw, extraFields } = entry;
  const unix = entry.versionMadeBy >>> 8 === madeByUnix;
  const marked = (flags & 0x800) !== 0 || extraFields.some(({ id }) => id === unicodePath);
  const utf8 = marked || !raw.toString('utf8').includes('\uFFFD') ? flags | 0x800 : flags;
  // From Windows a backslash divides directories; from Unix it is a letter of the name.
  return getFileNameLowLevel(utf8, raw, extraFields, unix);
}

async function* bodyOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32) throw new Error('the checksum of a file is wrong');
}

async function targetOf(name: string, size: number, body: Body): Promise<string> {
  if (size > longestTarget) throw new Error(`the link "${name}" is too long`);
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function described(entry: Entry, body: Body): Promise<ArchiveEntry> {
  const name = nameOf(entry);
  if (entry.isEncrypted()) throw new Error(`"${name}" is encrypted`);
  if (!entry.canDecodeFileData()) throw new Error(`"${name}" is packed by method ${entry.compressionMethod}`);
  const unix = entry.versionMadeBy >>> 8 === madeByUnix ? entry.externalFileAttributes >>> 16 : 0;
  const type = name.endsWith('/') ? 'directory' : (formats[unix & 0o170000] ?? 'special');
  const size = entry.uncompressedSize;
  return {
    name,
    type,
    size,
    mode: (unix & 0o777) === 0 ? undefined : unix & 0o777,
    mtime: entry.getLastModDate(),
    target: type === 'link' ? await targetOf(name, size, body) : '',
  };
}

/** Reads a zip, with the modes and links of those made on Unix; the checksum of what is read is verified. */
export const readZip: ReadArchive = async (file, _limits, onEntry, signal) => {
  // Names are decoded here: the library would refuse the bad ones without saying which.
  const zip = await openPromise(file, { autoClose: false, decodeStrings: false });
  try {
    let index = 0;
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      await onEntry(await described(entry, bodyOf(zip, entry)), index++, bodyOf(zip, entry));
    }
  } finally {
    zip.close();
  }
};
