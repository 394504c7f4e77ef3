import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { HealthCheck } from '#release';
import { askOnce, testHealthType } from './testing/battery.js';

async function listening(server: Server, address = '127.0.0.1', port = 0): Promise<number> {
  server.listen(port, address);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const checkOf = (port: number | string, address = '127.0.0.1'): HealthCheck => ({
  type: 'tcp',
  address: `${address}:${port}`,
});

testHealthType(
  'tcp',
  async (answering) => {
    const server = createServer((socket) => socket.destroy());
    if (answering === 'gone') return checkOf(1);
    const port = await listening(server);
    if (answering === 'late') {
      await new Promise((resolve) => server.close(resolve));
      setTimeout(() => server.listen(port, '127.0.0.1'), 50);
    }
    return checkOf(port);
  },
  ['well', 'late', 'gone'],
);

test('tcp: a port of either protocol is asked, and what is refused is told', async () => {
  const six = await listening(createServer(), '::1');
  expect(await askOnce(checkOf(six, '[::1]'))).toBeNull();
  expect(await askOnce(checkOf(1))).toMatchObject({
    url: 'tcp://127.0.0.1:1',
    reason: expect.stringMatching('ECONNREFUSED'),
  });
});
