import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '#contract';
import { diskErrors } from '../disk/diskErrors.js';
import { openDownload, startOver, tryDownload, type Download } from './download.js';
import { DownloadError, shownAddress } from './downloadError.js';
import { downloadName } from './downloadName.js';
import { noProxies, openWay, type ProxySettings } from './proxies.js';
import { addressOfSum, fetchSumBeside } from './sumBeside.js';
import { undoEncoding, type Fetched } from './undoEncoding.js';

/** The pauses between tries; a server that asks for a longer one gets it, up to a minute. */
const usualPausesMs = [500, 2000, 5000];
const longestPauseMs = 60_000;

/** The options of `fetchPackage`. */
export interface FetchOptions {
  /** http or https; a user and password in it are sent, and redacted in every message. */
  url: string;
  /** Directory the file goes to; made when it is missing. */
  into: string;
  /** For everything: connecting, redirects, all tries and the whole body. */
  timeoutMs: number;
  maxBytes: number;
  /** The sum the file has to have, in hex; null where none is known. */
  sha256?: string | null;
  /** Whether `<url>.sha256` is asked for where no sum is known: not, and taken if it is there, or required. */
  sums?: 'given' | 'beside' | 'required';
  /** Headers for its own server alone, names in small letters; no message holds them. */
  secrets?: Readonly<Record<string, string>>;
  /** None unless they are given. */
  proxies?: ProxySettings;
  pausesMs?: readonly number[];
  signal?: AbortSignal;
}

function parse(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address?.protocol === 'http:' || address?.protocol === 'https:') return address;
  throw new DownloadError(address ? shownAddress(address) : url, 'it is not an http or https address');
}

/** Tries again what may pass, as long as there is time for it. */
async function withTries<T>(
  { pausesMs = usualPausesMs }: FetchOptions,
  leftMs: () => number,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (thrown) {
      const pause = pausesMs[tries];
      if (signal.aborted || pause === undefined || !(thrown instanceof DownloadError) || !thrown.passes) throw thrown;
      const wait = Math.max(pause, Math.min(thrown.waitMs, longestPauseMs));
      // What is wrong says more than that it took too long.
      if (wait >= leftMs()) throw thrown;
      await sleep(wait, undefined, { signal });
    }
  }
}

/** The whole file, what the server did to it undone; its sum is the promised one, if there is one. */
async function fetched(
  download: Download,
  promised: { sha256: string; at: string } | null,
  work: () => Promise<void>,
  signal: AbortSignal,
  isLast = false,
): Promise<Fetched> {
  const url = shownAddress(download.url);
  await work();
  const { headers, address } = download.first!;
  const whole: Fetched = {
    ...{ url, file: download.file, bytes: download.bytes, maxBytes: download.maxBytes },
    name: downloadName(headers['content-disposition'], download.url, address),
    sha256: download.sum.digest('hex'),
  };
  const found = await undoEncoding(whole, headers['content-encoding'], promised?.sha256 ?? null, signal);
  if (promised === null || found.sha256 === promised.sha256) return found;
  if (download.resumed && !isLast) {
    // Some servers give a version mark that stays the same over a change: all of it once more, in one piece.
    startOver(download);
    return await fetched(download, promised, work, signal, true);
  }
  const details = { url, expected: promised.sha256, found: found.sha256, at: promised.at };
  throw new CodedError('DOWNLOAD_MISMATCH', details);
}

/**
 * Fetches a file over http(s) into a directory: again where the server fails for a while, only what is missing where it can give
 * that, and held against its length and its sum. DOWNLOAD_FAILED (with the status, when the server gave one other than 2xx),
 * DOWNLOAD_TIMEOUT, DOWNLOAD_TOO_LARGE, DOWNLOAD_MISMATCH, DOWNLOAD_UNCHECKED, LOCAL_IO; nothing is left in the directory then.
 * An aborted signal rejects with its reason.
 */
export async function fetchPackage(options: FetchOptions): Promise<{ file: string; bytes: number }> {
  const { into, timeoutMs, maxBytes, sums = 'given', proxies = noProxies, signal } = options;
  signal?.throwIfAborted();
  const address = parse(options.url);
  const url = shownAddress(address);
  const deadline = AbortSignal.timeout(timeoutMs);
  const either = signal ? AbortSignal.any([deadline, signal]) : deadline;
  const started = performance.now();
  const leftMs = (): number => timeoutMs - (performance.now() - started);
  const part = join(into, `.download-${randomUUID()}`);
  const dispatcher = openWay(proxies, url);
  const way = { dispatcher, secrets: options.secrets ?? {} };
  const withPauses = <T>(work: () => Promise<T>): Promise<T> => withTries(options, leftMs, either, work);
  const promisedSum = async () => {
    if (options.sha256) return { sha256: options.sha256.toLowerCase(), at: 'the request' };
    if (sums === 'given') return null;
    const at = shownAddress(addressOfSum(address));
    const found = await withPauses(() => fetchSumBeside(address, way, either));
    if ('sha256' in found) return { sha256: found.sha256, at };
    if (sums === 'beside') return null;
    const lacks = 'status' in found ? { status: found.status } : found.others ? { others: 1 } : {};
    throw new CodedError('DOWNLOAD_UNCHECKED', { url, at, ...lacks });
  };
  try {
    const promised = await promisedSum();
    await diskErrors(`storing ${part}`, () => mkdir(into, { recursive: true }));
    const download = openDownload(address, part, maxBytes);
    const whole = await diskErrors(`storing ${part}`, () =>
      fetched(download, promised, () => withPauses(() => tryDownload(download, way, either)), either),
    );
    const file = join(into, whole.name);
    await diskErrors(`storing ${file}`, async () => {
      await rm(file, { force: true });
      await rename(part, file);
    });
    return { file, bytes: whole.bytes };
  } catch (thrown) {
    signal?.throwIfAborted();
    // What was found wrong says more than that the time is over as well; a connection breaks off for that very reason.
    const isFound = thrown instanceof CodedError && !(thrown instanceof DownloadError && thrown.cause !== undefined);
    if (deadline.aborted && !isFound)
      throw new CodedError('DOWNLOAD_TIMEOUT', { url, seconds: timeoutMs / 1000 }, { cause: thrown });
    throw thrown;
  } finally {
    // A remainder that cannot be removed must not hide why it is one.
    for (const left of [part, `${part}-undone`]) await rm(left, { force: true }).catch(() => undefined);
    await dispatcher.destroy().catch(() => undefined);
  }
}
