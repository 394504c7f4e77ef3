import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CodedError } from '#contract';
import { isSystemError } from '../disk/diskErrors.js';

/** The ways a tar is packed, by the ending of its name. */
export type Compression = 'gz' | keyof typeof programs;

/** Programs of the worker's machine: they read one stream and write another, and no file. Their memory is bounded. */
const programs = {
  xz: ['xz', '--decompress', '--stdout', '--memlimit-decompress=1GiB'],
  bz2: ['bzip2', '--decompress', '--stdout'],
  zst: ['zstd', '--decompress', '--stdout', '--quiet', '--memory=1024MB'],
} as const;

const mostHeard = 300;
/** Bytes read and unpacked at once: each trip to a thread and back costs more than a few files of an archive. */
const readAtOnce = 1024 * 1024;
const unpackedAtOnce = 256 * 1024;

async function* byProgram(file: string, [program, ...words]: readonly string[]): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    const child = spawn(program!, words, { stdio: [handle.fd, 'pipe', 'pipe'] });
    const [out, err] = [child.stdout!, child.stderr!];
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    let heard = '';
    err.on('data', (text: Buffer) => (heard = (heard + text.toString()).slice(0, mostHeard)));
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    try {
      yield* out as AsyncIterable<Buffer>;
      const status = await ended;
      if (status !== 0) throw new Error(heard.trim() || `${program} ended with status ${status}`);
    } finally {
      child.kill('SIGKILL');
    }
  } catch (thrown) {
    if (!isSystemError(thrown) || thrown.code !== 'ENOENT' || thrown.syscall === 'open') throw thrown;
    throw new CodedError('ARCHIVE_UNSUPPORTED', { file: basename(file), what: `it is packed by ${program}`, program });
  } finally {
    await handle.close();
  }
}

/** The bytes of a file, unpacked if it is packed. Emits ARCHIVE_UNSUPPORTED when the program for it is not there. */
export function decompressed(file: string, compression: Compression | null): Readable {
  if (compression !== null && compression !== 'gz') {
    return Readable.from(byProgram(file, programs[compression]), { objectMode: false });
  }
  const packed = createReadStream(file, { highWaterMark: readAtOnce });
  // Its end, and what keeps it from one, comes out at the far side.
  return compression === null ? packed : pipeline(packed, createGunzip({ chunkSize: unpackedAtOnce }), () => undefined);
}
