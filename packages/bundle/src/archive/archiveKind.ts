import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { CodedError } from '#contract';
import { isSystemError } from '../disk/diskErrors.js';
import type { ProgramRun } from '../format/byProgram.js';
import type { Compression } from '../format/decompress.js';
import { formatOf, looksLike } from '../format/formatOf.js';
import { unpackedStart } from '../format/unpackedStart.js';
import { isTarHeader, tarBlock } from './tarBlock.js';

/** The kinds of package; `file` is one file that is not unpacked. */
export type ArchiveKind = `tar.${Compression}` | 'tar' | 'zip' | '7z' | 'file';

/** Bytes that are looked at: so many of a web page have its title in them. */
const startBytes = 4096;
/** Names that promise an archive, also of kinds that are not unpacked here. */
const archiveName = /\.(tar(\.\w+)?|tgz|tbz2?|txz|tzst|zip|7z)$/i;
const packedTarName = /\.(tar\.(gz|xz|bz2|zst)|tgz|tbz2?|txz|tzst)$/i;
/** Names of archives that a container takes as one file. */
export const programName = /\.[jw]ar$/i;
const compressions: Readonly<Record<string, Compression>> = { gzip: 'gz', xz: 'xz', bzip2: 'bz2', zstd: 'zst' };

/** The first bytes of a file, of which each kind has its own. */
export async function startOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(startBytes), 0, startBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** By the word `ustar`, or, for older tars, by a checksum that fits. */
const startsTar = (start: Buffer): boolean =>
  start.length >= tarBlock &&
  (start.toString('latin1', 257, 262) === 'ustar' || isTarHeader(start.subarray(0, tarBlock)));

/** The kind of a packed file; `file` for one that is neither a packed tar nor named like one. */
async function packedKind(file: string, name: string, compression: Compression, run: ProgramRun): Promise<ArchiveKind> {
  const damaged = (reason: string): CodedError => new CodedError('ARCHIVE_DAMAGED', { file: name, reason });
  let start: Buffer | null = null;
  try {
    start = await unpackedStart(file, compression, { ...run, bytes: startBytes });
  } catch (thrown) {
    if (thrown instanceof CodedError || isSystemError(thrown)) throw thrown;
    if (packedTarName.test(name))
      throw damaged(`what .${compression} packed in it cannot be read: ${(thrown as Error).message}`);
  }
  if (start && startsTar(start)) return `tar.${compression}`;
  const inner = start && formatOf(start)?.name;
  if (inner && (inner in compressions || inner === 'zip' || inner === '7z'))
    throw damaged(`it is packed twice: the ${inner} in it was packed by .${compression} once more, as a proxy may do`);
  if (start && packedTarName.test(name))
    throw damaged(`what .${compression} packed in it is not a tar but ${looksLike(start)}`);
  return 'file';
}

/**
 * The kind of package a file is, by its content; a .jar or .war is always one file. ARCHIVE_UNKNOWN when it is named like an
 * archive and is none, ARCHIVE_UNSUPPORTED for one that cannot be unpacked here, ARCHIVE_DAMAGED for a packed tar that holds
 * none and for what is packed twice.
 */
export async function archiveKind(file: string, run: ProgramRun): Promise<ArchiveKind> {
  const name = basename(file);
  if (programName.test(name)) return 'file';
  const start = await startOf(file);
  const format = formatOf(start);
  if (format?.foreign) throw new CodedError('ARCHIVE_UNSUPPORTED', { file: name, what: `it is ${format.name}` });
  if (format?.name === 'zip' || format?.name === '7z') return format.name;
  const compression = format && compressions[format.name];
  if (compression) {
    const kind = await packedKind(file, name, compression, run);
    if (kind !== 'file') return kind;
  } else if (startsTar(start)) return 'tar';
  if (!archiveName.test(name)) return 'file';
  throw new CodedError('ARCHIVE_UNKNOWN', { file: name, reason: `it holds ${looksLike(start)}` });
}
