import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from './freePort.js';

test('a free port can be listened on, on the address asked for, and is not one of outgoing connections', async () => {
  const port = await freePort('127.0.0.77');
  expect(port).toBeLessThan(32_000);
  const server = createServer();
  const address = await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.77', () => resolve(server.address()));
  });
  server.close();
  expect(address).toMatchObject({ address: '127.0.0.77', port });
});
