import { CodedError } from '#contract';

/** An address without user and password. */
export function shownAddress(address: URL): string {
  const copy = new URL(address);
  copy.username = '';
  copy.password = '';
  return copy.href;
}

/** Statuses of a server that may answer otherwise in a while. */
const passing = [408, 425, 429, 500, 502, 503, 504];

/** DOWNLOAD_FAILED, and whether another try may do better. */
export class DownloadError extends CodedError {
  readonly passes: boolean;
  /** What the server asks to wait for, in milliseconds. */
  readonly waitMs: number;

  constructor(
    url: string,
    reason: string,
    { status, passes, waitMs = 0, cause }: { status?: number; passes?: boolean; waitMs?: number; cause?: unknown } = {},
  ) {
    super('DOWNLOAD_FAILED', { url, reason, ...(status === undefined ? {} : { status }) }, { cause });
    this.passes = passes ?? (status !== undefined && passing.includes(status));
    this.waitMs = waitMs;
  }
}

/** What no further try changes: a name that does not exist, a certificate that is not trusted, what is no HTTP. */
const lasting =
  /^(ENOTFOUND|HPE_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|EPROTO|UND_ERR_INVALID|UND_ERR_ABORTED)/;

/** What a connection threw, as an error of the download; `so` is said in front of the reason. */
export function connectionError(url: string, thrown: unknown, so = ''): DownloadError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  // A refusal on every address of a name comes as one error without a text of its own.
  const reason = thrown instanceof Error ? thrown.message || code : String(thrown);
  return new DownloadError(url, so === '' ? reason : `${so} (${reason})`, {
    passes: !lasting.test(code),
    cause: thrown,
  });
}
