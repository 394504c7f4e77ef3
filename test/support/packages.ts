import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Packs a tree (path to text, `-> target` for a link) with the system's tar; `rename` is a sed expression on its names. */
export function packed(tree: Record<string, string>, rename = ''): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-package-'));
  try {
    for (const [path, text] of Object.entries(tree)) {
      const full = join(dir, path);
      mkdirSync(dirname(full), { recursive: true });
      if (text.startsWith('-> ')) symlinkSync(text.slice(3), full);
      else writeFileSync(full, text);
    }
    const renaming = rename === '' ? [] : [`--transform=${rename}`];
    const tops = [...new Set(Object.keys(tree).map((path) => path.split('/')[0]!))];
    return execFileSync('tar', ['-cz', '-P', '-C', dir, ...renaming, ...tops], { maxBuffer: 64 * 1024 * 1024 });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What a package server does with a request for one name. */
export type Served = Buffer | number | 'never' | 'cut';

export interface PackageServer {
  url: string;
  close(): Promise<void>;
}

/** A web server of packages by name: bytes, a status, an answer that never ends, or one that is cut off. */
export async function servePackages(packages: Record<string, Served>): Promise<PackageServer> {
  const server: Server = createServer((request, response) => {
    const found = packages[(request.url ?? '/').slice(1)] ?? 404;
    if (typeof found === 'number') response.writeHead(found).end();
    else if (Buffer.isBuffer(found)) response.end(found);
    else {
      response.writeHead(200, { 'content-length': '100000' });
      response.write('the beginning');
      if (found === 'cut') setImmediate(() => response.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
