import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { askOwnGateway, gatewayAddress } from './ownGateway.js';
import { testCertificate } from './testCertificates.fixture.js';

const servers: Server[] = [];
afterEach(() => void servers.splice(0).forEach((server) => server.close()));
async function portOf(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

test('addresses that mean every address are called by the loopback one, with TLS where there is a certificate', () => {
  const of = (host: string, tls = { cert: null as string | null, key: null as string | null }): string =>
    gatewayAddress({ host, port: 80, tls });
  expect(['0.0.0.0', '::', '10.0.0.1'].map((host) => of(host))).toEqual([
    'http://127.0.0.1:80',
    'http://[::1]:80',
    'http://10.0.0.1:80',
  ]);
  expect(of('0.0.0.0', { cert: '/c', key: '/k' })).toBe('https://127.0.0.1:80');
});

test('it is asked over both, whoever issued its certificate; what does not answer is none', async () => {
  const answer = (_: unknown, response: { end: (text: string) => unknown }) => void response.end('ok');
  const plain = await portOf(createHttpServer(answer));
  const secure = await portOf(createHttpsServer(testCertificate, answer));
  expect(await askOwnGateway(`http://127.0.0.1:${plain}/`)).toEqual({ status: 200, body: 'ok' });
  expect(await askOwnGateway(`https://127.0.0.1:${secure}/`)).toEqual({ status: 200, body: 'ok' });
  expect(await askOwnGateway(`https://127.0.0.1:${plain}/`)).toBeNull();
  expect(await askOwnGateway(`http://127.0.0.1:${secure}/`)).toBeNull();
  const endless = await portOf(createHttpServer((_, response) => void response.end('x'.repeat(2 ** 17))));
  expect(await askOwnGateway(`http://127.0.0.1:${endless}/`)).toBeNull();
  const silent = await portOf(createHttpServer(() => undefined));
  expect(await askOwnGateway(`http://127.0.0.1:${silent}/`, 50)).toBeNull();
});
