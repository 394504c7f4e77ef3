import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { CodedError } from '#contract';
import { diskErrors } from '../disk/diskErrors.js';
import { connectionError, DownloadError, shownAddress } from './downloadError.js';
import { refusal } from './refusal.js';
import { askFor, type HttpAnswer, type Way } from './request.js';

/** A download under way: what is here of it, and of which version of the file. */
export interface Download {
  readonly url: URL;
  /** The file the bytes go to. */
  readonly file: string;
  readonly maxBytes: number;
  bytes: number;
  /** Bytes of all of it, as the server announced them; null where it did not. */
  total: number | null;
  sum: Hash;
  /** True once a part of it was asked for by itself. */
  resumed: boolean;
  /** The first answer of the version; null before there is one. */
  first: Pick<HttpAnswer, 'headers' | 'address'> | null;
}

/** Creates a download of which nothing is here yet. */
export const openDownload = (url: URL, file: string, maxBytes: number): Download => ({
  ...{ url, file, maxBytes, bytes: 0, total: null, sum: createHash('sha256'), resumed: false, first: null },
});

/** Gives up what is here, so that the next try begins anew. */
export function startOver(download: Download): void {
  Object.assign(download, { bytes: 0, total: null, sum: createHash('sha256'), resumed: false, first: null });
}

/**
 * What tells the version of an answer for certain, to ask for the rest of just that; null where nothing does: a weak mark may stay
 * the same over a change, and so may a time that was the present when it was given.
 */
function versionOf({ etag, 'last-modified': changed, date }: HttpAnswer['headers']): string | null {
  if (etag !== undefined) return etag.startsWith('"') ? etag : null;
  if (changed === undefined || date === undefined) return null;
  return Date.parse(date) - Date.parse(changed) >= 1000 ? changed : null;
}

/** The headers that ask for what is missing; none where all of it has to come. */
function missing({ bytes, first }: Download): Record<string, string> {
  const version = first && bytes > 0 ? versionOf(first.headers) : null;
  return version === null ? {} : { range: `bytes=${bytes}-`, 'if-range': version };
}

/** The part of a file that an answer says it gives; null where it says none. */
function rangeOf({ headers }: HttpAnswer): { from: number; total: number | null } | null {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
  return range && { from: Number(range[1]), total: range[2] === '*' ? null : Number(range[2]) };
}

/** True for an answer with bytes from where they are missing, of the version of which the others are here. */
function continues({ bytes, total, first }: Download, answer: HttpAnswer): boolean {
  const { status, headers } = answer;
  const range = rangeOf(answer);
  if (status !== 206 || !range || !first || range.from !== bytes) return false;
  const sameLength = range.total === null || total === null || range.total === total;
  const same = (name: string): boolean => headers[name] === first.headers[name];
  const mark = first.headers.etag === undefined ? 'last-modified' : 'etag';
  return sameLength && same(mark) && same('content-encoding');
}

function lengthOf({ headers }: HttpAnswer): number | null {
  const length = Number(headers['content-length'] ?? NaN);
  return Number.isSafeInteger(length) ? length : null;
}

async function store(download: Download, answer: HttpAnswer, url: string): Promise<void> {
  const { maxBytes } = download;
  const tooLarge = (): CodedError => new CodedError('DOWNLOAD_TOO_LARGE', { url, limit: maxBytes });
  const length = answer.headers['content-length'];
  const before = download.bytes;
  if (before + Number(length ?? 0) > maxBytes) throw tooLarge();
  const what = `storing ${download.file}`;
  const handle = await diskErrors(what, () => open(download.file, before === 0 ? 'w' : 'a', 0o644));
  const cut = (thrown: unknown): DownloadError => {
    const came = download.bytes - before;
    const so =
      length === undefined
        ? `it broke off after ${came} bytes`
        : `the server announced ${length} bytes and sent ${came}`;
    return connectionError(url, thrown, so);
  };
  const chunks = answer.body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const { value: chunk, done } = await chunks.next().catch((thrown: unknown) => Promise.reject(cut(thrown)));
      if (done === true) break;
      if (download.bytes + chunk.length > maxBytes) throw tooLarge();
      await diskErrors(what, () => handle.appendFile(chunk));
      download.sum.update(chunk);
      download.bytes += chunk.length;
    }
  } finally {
    await handle.close();
  }
  if (length !== undefined && download.bytes - before !== Number(length)) throw cut(new Error('the length differs'));
}

/**
 * One try: fetches the file, or what is missing of it where the server gives just that. DOWNLOAD_FAILED as DownloadError,
 * DOWNLOAD_TOO_LARGE, LOCAL_IO; what came before it failed counts for the next try.
 */
export async function tryDownload(download: Download, way: Way, signal: AbortSignal): Promise<void> {
  const url = shownAddress(download.url);
  const rest = missing(download);
  const answer = await askFor(download.url, way, rest, signal).catch((thrown: unknown) => {
    throw thrown instanceof CodedError ? thrown : connectionError(url, thrown);
  });
  try {
    if (continues(download, answer)) {
      download.resumed = true;
      download.total ??= rangeOf(answer)?.total ?? null;
    } else {
      startOver(download);
      // Not what was asked for, or of another version: it is asked for anew.
      if (answer.status === 206 || (answer.status === 416 && 'range' in rest))
        throw new DownloadError(url, 'it changed while it was fetched', { passes: true });
      if (answer.status < 200 || answer.status >= 300) throw refusal(url, answer);
      download.first = answer;
      download.total = lengthOf(answer);
    }
    await store(download, answer, url);
    const { bytes, total } = download;
    // A server may give less than was asked for, and say so.
    if (total !== null && bytes < total)
      throw new DownloadError(url, `only ${bytes} of its ${total} bytes came`, { passes: true });
  } finally {
    answer.body.on('error', () => undefined).destroy();
  }
}
