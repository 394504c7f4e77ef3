import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { untilReady } from './ready.js';

const server = createServer();
afterEach(() => void server.close());

test('it waits through refusals until the answer is good, and gives up in time', async () => {
  let asked = 0;
  server.on('request', (_, response) => response.writeHead(++asked < 3 ? 503 : 200).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`;
  await untilReady(url);
  expect(asked).toBe(3);
  asked = -1_000;
  await expect(untilReady(url, 120)).rejects.toThrow(`${url} did not answer well within 0.12 s`);
});
