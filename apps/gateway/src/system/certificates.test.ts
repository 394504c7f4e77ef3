import { createServer, type Server } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Secret } from '#shell';
import { freePort } from '#provision';
import type { GatewayDeps } from '../state/dependencies.js';
import { examineCertificates } from './certificates.js';
import { testCertificate } from './testCertificate.fixture.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function startTls(): Promise<number> {
  const server = createServer(testCertificate, (socket) => socket.end());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const found = (url: string, redis: string, now = '2030-01-01') => {
  const config = { environment: 'prod', environments: { prod: { url } }, redis: { url: new Secret(redis) } };
  return examineCertificates({ config, now: () => new Date(now) } as unknown as Pick<GatewayDeps, 'config' | 'now'>);
};
const plain = 'redis://127.0.0.1:6379';

test('where nothing has a certificate nothing is found', async () => {
  expect(await found('', plain)).toEqual([]);
  expect(await found('http://ops.example', plain)).toEqual([]);
});

test('the end of the certificates of console and Redis is told, long before, shortly before, and afterwards', async () => {
  const port = await startTls();
  const [url, redis] = [`https://127.0.0.1:${port}/`, `rediss://:secret@127.0.0.1:${port}`];
  const [ofConsole, ofRedis] = await found(url, redis);
  expect(ofConsole).toMatchObject({
    name: 'certificate.console',
    state: 'ok',
    message: `the certificate of ${url} is good until 2036-11-27`,
  });
  expect(ofRedis).toMatchObject({
    name: 'certificate.redis',
    state: 'ok',
    message: `the certificate of Redis (127.0.0.1:${port}) is good until 2036-11-27`,
  });
  expect(await found(url, plain, '2036-11-20T00:00:00Z')).toMatchObject([
    { state: 'warning', message: expect.stringContaining('ends on 2036-11-27, in 7 days') },
  ]);
  expect(await found(url, plain, '2036-12-24')).toMatchObject([
    { state: 'failed', message: expect.stringContaining('ended on 2036-11-27') },
  ]);
});

test('a certificate that cannot be seen is told with the reason, without a secret of the address', async () => {
  const port = await freePort();
  const [finding] = await found('', `rediss://:secret@127.0.0.1:${port}`);
  expect(finding).toMatchObject({
    name: 'certificate.redis',
    state: 'warning',
    message: expect.stringContaining('ECONNREFUSED'),
  });
  expect(JSON.stringify(finding)).not.toContain('secret');
});
