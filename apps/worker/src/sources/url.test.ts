import { once } from 'node:events';
import { createReadStream, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { testSourceType } from './testing/battery.js';
import { packageOf } from './testing/packageOf.js';

testSourceType('url', {
  gone: 'DOWNLOAD_FAILED',
  packages: true,
  prepare: async (bench, files) => {
    const file = packageOf(bench, files);
    const server = createServer((_req, res) => {
      createReadStream(file)
        .on('error', () => res.writeHead(404).end())
        .pipe(res);
    });
    server.listen(0, '127.0.0.1');
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      source: { kind: 'url', url: `http://127.0.0.1:${port}/app.tar.gz`, apply: 'replace' },
      remove: () => rmSync(file),
    };
  },
});
