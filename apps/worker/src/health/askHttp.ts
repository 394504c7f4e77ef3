import { pipeline, type Readable, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { statement } from '#contract';
import type { HttpLook, Seen } from '#release';
import { failureOf } from './failure.js';
import { request, type OpenWay } from './request.js';

/** Bytes of an answer that are held against what is expected, unpacked; what follows is not fetched. */
const mostAnswer = 4 * 1024 * 1024;

// A body that ends early is held against what is expected as far as it came.
const asFarAsItCame = { finishFlush: constants.Z_SYNC_FLUSH };
const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(asFarAsItCame),
  'x-gzip': () => createGunzip(asFarAsItCame),
  deflate: () => createInflate(asFarAsItCame),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};

const encodingsOf = (header: string | string[] | undefined): string[] =>
  [header ?? '']
    .flat()
    .join(',')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'identity');

/** The beginning of a body, however long it is and however little of it was sent. */
async function beginning(body: Readable): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Uint8Array>) {
    parts.push(part);
    size += part.length;
    if (size >= mostAnswer) break;
  }
  return Buffer.concat(parts).subarray(0, mostAnswer).toString('utf8');
}

async function read({ statusCode: status, headers, body }: Dispatcher.ResponseData): Promise<Seen> {
  const encodings = encodingsOf(headers['content-encoding']);
  if (encodings.length === 0) return { status, body: await beginning(body) };
  const failed = { failed: statement('seen.encoded', { encoding: encodings.join(', ') }) };
  if (encodings.some((one) => !(one in decoders))) return failed;
  const decoding = encodings.reverse().map((one) => decoders[one]!());
  // What goes wrong shows at the end of it.
  const unpacked = decoding.reduce<Readable>((from, into) => pipeline(from, into, () => undefined), body);
  try {
    return { status, body: await beginning(unpacked) };
  } catch (thrown) {
    if (!/^(Z_|ERR_BROTLI|ERR__ERROR)/.test((thrown as NodeJS.ErrnoException).code ?? '')) throw thrown;
    return failed;
  }
}

/** Makes the request of a look once; `open` is the way where no socket of this machine is. */
export async function askHttp(look: HttpLook, signal: AbortSignal, open: OpenWay | null): Promise<Seen> {
  try {
    return await request(look, signal, open, read);
  } catch (thrown) {
    return failureOf(thrown, signal);
  }
}
