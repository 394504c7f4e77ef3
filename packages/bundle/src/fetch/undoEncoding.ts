import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Transform, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { CodedError } from '#contract';
import { isSystemError } from '../disk/diskErrors.js';
import { unpackedStart } from '../format/unpackedStart.js';
import { DownloadError } from './downloadError.js';

const decoders: Readonly<Record<string, () => Duplex>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
const gzipName = /\.(t?gz|taz|svgz)$/i;

/** A file that was fetched. */
export interface Fetched {
  url: string;
  file: string;
  /** The name it is going to have. */
  name: string;
  bytes: number;
  sha256: string;
  maxBytes: number;
}

const encodingsOf = (header: string | undefined): string[] =>
  (header ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'identity');

/** True for a .gz file that was packed once more for the way. */
async function isPackedTwice(file: string): Promise<boolean> {
  const start = await unpackedStart(file, 'gz', { bytes: 2, environment: {} }).catch((thrown: unknown) => {
    if (isSystemError(thrown)) throw thrown;
    return Buffer.alloc(0);
  });
  return start.toString('latin1') === '\x1f\x8b';
}

/**
 * Undoes what the server says it did to the file for the way, once. A server that calls a .gz file encoded by gzip, since it is
 * one, sends it as it lies there: such a file is left, and so is one that has the sum that was promised. DOWNLOAD_FAILED,
 * DOWNLOAD_TOO_LARGE; errors of the file system.
 */
export async function undoEncoding(
  fetched: Fetched,
  header: string | undefined,
  promised: string | null,
  signal: AbortSignal,
): Promise<Fetched> {
  const { url, file, name, maxBytes } = fetched;
  const encodings = encodingsOf(header);
  if (encodings.length === 0 || fetched.sha256 === promised) return fetched;
  const isOwn = encodings.length === 1 && /gzip$/.test(encodings[0]!) && gzipName.test(name);
  if (isOwn && !(await isPackedTwice(file))) return fetched;
  const unknown = encodings.find((one) => !(one in decoders));
  if (unknown !== undefined) {
    const reason = `the server sent it with Content-Encoding: ${unknown}, which was not asked for and cannot be undone here`;
    throw new DownloadError(url, reason);
  }
  const sum = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) return done(new CodedError('DOWNLOAD_TOO_LARGE', { url, limit: maxBytes }));
      sum.update(chunk);
      done(null, chunk);
    },
  });
  const undone = `${file}-undone`;
  const decoding = encodings.reverse().map((one) => decoders[one]!());
  try {
    await pipeline([createReadStream(file), ...decoding, meter, createWriteStream(undone, { flags: 'wx' })], {
      signal,
    });
  } catch (thrown) {
    if (thrown instanceof CodedError || isSystemError(thrown) || signal.aborted) throw thrown;
    const reason = `the server says it is encoded by ${encodings.join(', ')}, which it is not, or not wholly`;
    throw new DownloadError(url, reason, { cause: thrown });
  }
  await rename(undone, file);
  return { ...fetched, bytes, sha256: sum.digest('hex') };
}
