import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { byProgram, type ProgramRun } from './byProgram.js';

/** The ways a tar is packed, by the ending of its name. */
export type Compression = 'gz' | keyof typeof programs;

/** Programs of the worker's machine: they read one stream and write another, and no file. Their memory is bounded. */
const programs = {
  xz: ['xz', '--decompress', '--stdout', '--memlimit-decompress=1GiB'],
  bz2: ['bzip2', '--decompress', '--stdout'],
  zst: ['zstd', '--decompress', '--stdout', '--quiet', '--memory=1024MB'],
} as const;

/** Bytes read and unpacked at once: each trip to a thread and back costs more than a few files of an archive. */
const readAtOnce = 1024 * 1024;
const unpackedAtOnce = 256 * 1024;

/** The bytes of a file, unpacked if it is packed. Emits ARCHIVE_UNSUPPORTED when the program for it is not there. */
export function decompressed(file: string, compression: Compression | null, run: ProgramRun): Readable {
  if (compression !== null && compression !== 'gz') {
    const words = programs[compression];
    const bytes = byProgram(file, words, { ...run, what: `it is packed by ${words[0]}` });
    return Readable.from(bytes, { objectMode: false });
  }
  const packed = createReadStream(file, { highWaterMark: readAtOnce });
  // Its end, and what keeps it from one, comes out at the far side.
  return compression === null ? packed : pipeline(packed, createGunzip({ chunkSize: unpackedAtOnce }), () => undefined);
}
