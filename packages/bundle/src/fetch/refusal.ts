import { STATUS_CODES } from 'node:http';
import { DownloadError } from './downloadError.js';
import type { HttpAnswer } from './request.js';

function waitOf({ headers }: HttpAnswer): number {
  const seconds = Number(headers['retry-after'] ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

/** An answer that is not the file, as an error; with the time the server asks to wait for. */
export function refusal(url: string, answer: HttpAnswer): DownloadError {
  const { status } = answer;
  const reason = `the server answered ${status} ${STATUS_CODES[status] ?? ''}`.trim();
  return new DownloadError(url, reason, { status, waitMs: waitOf(answer) });
}
