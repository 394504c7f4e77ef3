import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A web server with one package. */
export interface PackageServer {
  url: string;
  close(): Promise<void>;
}

/** Packs a new VERSION as a tar.gz and serves it on a free loopback port. */
export async function servePackage(dir: string, version: string): Promise<PackageServer> {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'VERSION'), `${version}\n`);
  const name = `server-${version}.tar.gz`;
  await promisify(execFile)('tar', ['-czf', name, 'VERSION'], { cwd: dir });
  const bytes = readFileSync(join(dir, name));
  const server = createServer((request, response) => {
    const known = request.url === `/${name}`;
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/gzip' }).end(known ? bytes : undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${name}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
