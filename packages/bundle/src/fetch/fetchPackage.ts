import { mkdir, open, rm } from 'node:fs/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { CodedError } from '#contract';
import { downloadName } from './downloadName.js';
import { diskErrors } from '../disk/diskErrors.js';

const mostRedirects = 10;
const redirects = [301, 302, 303, 307, 308];

/** The options of `fetchPackage`. */
export interface FetchOptions {
  /** http or https; a user and password in it are sent, and redacted in every message. */
  url: string;
  /** Directory the file goes to; made when it is missing. */
  into: string;
  /** For everything: connecting, redirects and the whole body. */
  timeoutMs: number;
  maxBytes: number;
  signal?: AbortSignal;
}

interface Answer {
  response: IncomingMessage;
  address: URL;
}

function shown(address: URL): string {
  const copy = new URL(address);
  copy.username = '';
  copy.password = '';
  return copy.href;
}

function failure(url: string, reason: string, status?: number): CodedError {
  return new CodedError('DOWNLOAD_FAILED', { url, reason, ...(status === undefined ? {} : { status }) });
}

function parse(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol === 'http:' || address?.protocol === 'https:') return address;
  throw failure(address ? shown(address) : url, 'it is not an http or https address');
}

async function get(address: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const send: typeof http.get = address.protocol === 'https:' ? https.get : http.get;
  // Bytes are wanted as they lie on the server: an archive must not arrive unpacked by half.
  const headers = { 'user-agent': 'rexflow', 'accept-encoding': 'identity', accept: '*/*' };
  return new Promise((resolve, reject) => {
    send(address, { signal, agent: false, headers }, resolve).on('error', reject);
  });
}

async function request(asked: URL, signal: AbortSignal): Promise<Answer> {
  const url = shown(asked);
  let address = asked;
  for (let left = mostRedirects; left >= 0; left -= 1) {
    const response = await get(address, signal);
    const { statusCode: status = 0, statusMessage = '' } = response;
    const { location } = response.headers;
    if (status >= 200 && status < 300) return { response, address };
    response.destroy();
    if (!redirects.includes(status) || location === undefined) {
      throw failure(url, `the server answered ${status} ${statusMessage}`.trim(), status);
    }
    // The target of a redirect is not named: such addresses often carry a key.
    if (!/^https?:/.test(URL.canParse(location, address.href) ? new URL(location, address).protocol : '')) {
      throw failure(url, 'it redirects to something that is not http or https', status);
    }
    address = new URL(location, address);
  }
  throw failure(url, `it redirects more than ${mostRedirects} times`);
}

/** Streams the body to `file`, counting; gives the bytes stored. */
async function store({ response }: Answer, file: string, url: string, maxBytes: number): Promise<number> {
  const announced = response.headers['content-length'];
  const tooLarge = (): CodedError => new CodedError('DOWNLOAD_TOO_LARGE', { url, limit: maxBytes });
  if (Number(announced ?? 0) > maxBytes) throw tooLarge();
  const what = `storing ${file}`;
  const handle = await diskErrors(what, () => open(file, 'wx', 0o644));
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge();
      await diskErrors(what, () => handle.appendFile(chunk));
    }
  } finally {
    await handle.close();
  }
  if (announced !== undefined && bytes !== Number(announced)) {
    throw failure(url, `the server announced ${announced} bytes and sent ${bytes}`);
  }
  return bytes;
}

/**
 * Fetches a file over http(s) into a directory. DOWNLOAD_FAILED (with the status, when the server gave one other than 2xx),
 * DOWNLOAD_TIMEOUT, DOWNLOAD_TOO_LARGE, LOCAL_IO; nothing is left in the directory then. An aborted signal rejects with its
 * reason.
 */
export async function fetchPackage(options: FetchOptions): Promise<{ file: string; bytes: number }> {
  const { into, timeoutMs, maxBytes, signal } = options;
  signal?.throwIfAborted();
  const address = parse(options.url);
  const url = shown(address);
  const deadline = AbortSignal.timeout(timeoutMs);
  let file: string | undefined;
  try {
    const answer = await request(address, signal ? AbortSignal.any([deadline, signal]) : deadline);
    try {
      const name = downloadName(answer.response.headers['content-disposition'], address, answer.address);
      file = join(into, name);
      const place = file;
      await diskErrors(`storing ${place}`, async () => {
        await mkdir(into, { recursive: true });
        await rm(place, { force: true });
      });
      return { file, bytes: await store(answer, file, url, maxBytes) };
    } finally {
      answer.response.destroy();
    }
  } catch (thrown) {
    // A remainder that cannot be removed must not hide why it is one.
    if (file !== undefined) await rm(file, { force: true }).catch(() => undefined);
    signal?.throwIfAborted();
    if (deadline.aborted)
      throw new CodedError('DOWNLOAD_TIMEOUT', { url, seconds: timeoutMs / 1000 }, { cause: thrown });
    if (thrown instanceof CodedError) throw thrown;
    // A refusal on every address of a name comes as one error without a text of its own.
    const reason = thrown instanceof Error ? thrown.message || String(Reflect.get(thrown, 'code')) : String(thrown);
    throw new CodedError('DOWNLOAD_FAILED', { url, reason }, { cause: thrown });
  }
}
