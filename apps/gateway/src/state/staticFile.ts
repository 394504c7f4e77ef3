import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** One file that the build made, ready to be sent. */
export interface StaticFile {
  type: string;
  bytes: Buffer;
  gzipped: Buffer;
  etag: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.yml': 'text/plain; charset=utf-8',
};

/** Reads a file into memory; throws for an extension that has no media type here. */
export async function loadFile(path: URL): Promise<StaticFile> {
  const bytes = await readFile(path);
  const type = types[extname(path.pathname)];
  if (type === undefined) throw new Error(`${path.pathname}: no media type is known for it`);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  return { type, bytes, gzipped: await promisify(gzip)(bytes, { level: 9 }), etag };
}
