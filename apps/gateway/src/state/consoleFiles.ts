import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** One file of the console, ready to be sent. */
export interface ConsoleFile {
  type: string;
  bytes: Buffer;
  gzipped: Buffer;
  etag: string;
}

/** The page and what it loads, by name. */
export interface ConsoleFiles {
  page: ConsoleFile;
  assets: ReadonlyMap<string, ConsoleFile>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

async function load(path: URL): Promise<ConsoleFile> {
  const bytes = await readFile(path);
  const type = types[extname(path.pathname)];
  if (type === undefined) throw new Error(`${path.pathname}: no media type is known for it`);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  return { type, bytes, gzipped: await promisify(gzip)(bytes, { level: 9 }), etag };
}

/** Reads the built console into memory (it is small, and cannot change below us); null when there is none. */
export async function loadConsole(dir: URL): Promise<ConsoleFiles | null> {
  try {
    const names = await readdir(new URL('assets/', dir));
    const assets = names.map(async (name) => [name, await load(new URL(`assets/${name}`, dir))] as const);
    return { page: await load(new URL('index.html', dir)), assets: new Map(await Promise.all(assets)) };
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}
