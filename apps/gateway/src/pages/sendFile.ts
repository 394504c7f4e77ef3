import type { Answer, Input } from '../state/endpoint.js';
import type { StaticFile } from '../state/staticFile.js';

/** The answer that sends a file: 304 if the caller has it, compressed if that is shorter and the caller can read it. */
export function sendFile(file: StaticFile, { headers }: Pick<Input, 'headers'>, more: Record<string, string>): Answer {
  const shared = { 'Content-Type': file.type, ETag: file.etag, Vary: 'Accept-Encoding', ...more };
  if (headers['if-none-match'] === file.etag) return { status: 304, body: null, headers: shared };
  const packed = file.gzipped.length < file.bytes.length && /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
  const body = packed ? file.gzipped : file.bytes;
  const length = { 'Content-Length': String(body.length) };
  return { status: 200, body, headers: { ...shared, ...length, ...(packed ? { 'Content-Encoding': 'gzip' } : {}) } };
}
