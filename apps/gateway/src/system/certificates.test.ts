import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:tls';
import { createServer as createPlainServer, type AddressInfo, type Server as PlainServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Secret } from '#shell';
import { statementInChinese } from '#contract/chinese';
import { freePort } from '#provision';
import type { GatewayDeps } from '../state/dependencies.js';
import { examineCertificates } from './certificates.js';
import { otherCertificate, testCertificate } from '../../../../packages/config/src/tls/testCertificates.fixture.js';

const servers: PlainServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function startTls(): Promise<number> {
  const server = createServer(testCertificate, (socket) => socket.end());
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const found = (
  url: string,
  redis: string,
  now = '2030-01-01',
  own: object = { tls: { cert: null, key: null } },
  patienceMs?: number,
) => {
  const config = {
    ...{ environment: 'prod', environments: { prod: { url } }, redis: { url: new Secret(redis) } },
    gateway: { host: '127.0.0.1', ...own },
  };
  return examineCertificates(
    { config, now: () => new Date(now) } as unknown as Pick<GatewayDeps, 'config' | 'now'>,
    patienceMs,
  );
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
    message: `the certificate of Redis (127.0.0.1:${port}) was not shown: connect ECONNREFUSED 127.0.0.1:${port}`,
  });
  expect(JSON.stringify(finding)).not.toContain('secret');
  expect(statementInChinese(finding!.statement!)?.message).toMatch(/未能取得：connect ECONNREFUSED/);
  const silent = createPlainServer((socket) => socket.resume()).listen(0, '127.0.0.1');
  servers.push(silent);
  await once(silent, 'listening');
  const address = `rediss://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const [late] = await found('', address, '2030-01-01', undefined, 10);
  expect(late!.message).toMatch(/was not shown: no answer within 0\.01 s$/);
  expect(statementInChinese(late!.statement!)?.message).toMatch(/未能取得：0\.01 秒内没有应答$/);
});

test('the certificate that the gateway shows itself is told, with what its files and its name have to be', async () => {
  const port = await startTls();
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-certificates-'));
  const tls = { cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
  const lay = ({ cert, key }: typeof testCertificate): void => {
    writeFileSync(tls.cert, cert);
    writeFileSync(tls.key, key);
  };
  const own = async (now = '2030-01-01', url = '') =>
    (await found(url, plain, now, { port, tls })).filter(({ name }) => name === 'certificate.gateway');
  lay(testCertificate);
  expect(await own()).toMatchObject([
    { state: 'ok', message: `the certificate of the gateway (https://127.0.0.1:${port}) is good until 2036-11-27` },
  ]);
  expect(await own('2036-11-20T00:00:00Z')).toMatchObject([
    { state: 'warning', advice: expect.stringContaining('rexflow setup --tls-cert FILE --tls-key FILE') },
  ]);
  expect(await own('2036-12-24')).toMatchObject([
    { state: 'failed', advice: expect.stringContaining('systemctl reload rexflow-gateway') },
  ]);
  expect(await own(undefined, `https://rexflow.example.org:1/`)).toMatchObject([
    { state: 'warning', message: expect.stringContaining('is for 127.0.0.1, not for rexflow.example.org') },
  ]);
  lay(otherCertificate);
  expect(await own()).toMatchObject([
    {
      state: 'warning',
      message: expect.stringContaining('another one lies in'),
      advice: expect.stringContaining('SIGHUP'),
    },
  ]);
  lay({ cert: testCertificate.cert, key: otherCertificate.key });
  expect(await own()).toMatchObject([
    { state: 'failed', message: expect.stringMatching(/its next start fails: .*is not the key of/) },
  ]);
  rmSync(dir, { recursive: true });
});
