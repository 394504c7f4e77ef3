import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { Header } from 'tar';
import { CodedError } from '#contract';
import { isSystemError } from '../disk/diskErrors.js';

/** The kinds of package; `file` is one file that is not unpacked. */
export type ArchiveKind = 'tar.gz' | 'tar' | 'zip' | 'file';

const block = 512;
/** Names that promise an archive, also of kinds that are not unpacked here. */
const archiveName = /\.(tar(\.\w+)?|tgz|tbz2?|txz|zip)$/i;
const packedTarName = /\.(tar\.gz|tgz)$/i;
/** Archives that a container takes as one file. */
const programName = /\.[jw]ar$/i;

async function firstBlock(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(block), 0, block, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function firstUnpackedBlock(file: string): Promise<Buffer> {
  const source = createReadStream(file);
  const unpacked = createGunzip();
  source.on('error', (thrown) => unpacked.destroy(thrown)).pipe(unpacked);
  let start = Buffer.alloc(0);
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      start = Buffer.concat([start, chunk]);
      if (start.length >= block) break;
    }
  } finally {
    source.destroy();
  }
  return start.subarray(0, block);
}

/** By the word `ustar`, or, for older tars, by a checksum that fits. */
function startsTar(start: Buffer): boolean {
  if (start.length < block) return false;
  if (start.toString('latin1', 257, 262) === 'ustar') return true;
  try {
    return new Header(start).cksumValid;
  } catch {
    return false;
  }
}

async function gzipKind(file: string, name: string): Promise<'tar.gz' | null> {
  try {
    if (startsTar(await firstUnpackedBlock(file))) return 'tar.gz';
  } catch (thrown) {
    if (isSystemError(thrown)) throw thrown;
  }
  if (!packedTarName.test(name)) return null;
  throw new CodedError('ARCHIVE_DAMAGED', { file: name, reason: 'what gzip packed in it is not a tar' });
}

/**
 * The kind of package a file is, by its content; a .jar or .war is always one file. ARCHIVE_UNKNOWN when it is named like an
 * archive and is none that can be unpacked, ARCHIVE_DAMAGED for a .tar.gz or .tgz whose gzip holds no tar.
 */
export async function archiveKind(file: string): Promise<ArchiveKind> {
  const name = basename(file);
  if (programName.test(name)) return 'file';
  const start = await firstBlock(file);
  const magic = start.toString('latin1', 0, 4);
  if (magic === 'PK\x03\x04' || magic === 'PK\x05\x06') return 'zip';
  if (magic.startsWith('\x1f\x8b')) {
    if (await gzipKind(file, name)) return 'tar.gz';
  } else if (startsTar(start)) return 'tar';
  if (!archiveName.test(name)) return 'file';
  throw new CodedError('ARCHIVE_UNKNOWN', { file: name, reason: 'its content is neither tar.gz nor tar nor zip' });
}
