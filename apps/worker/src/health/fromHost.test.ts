import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { HealthCheck } from '#release';
import { createSsh, type SshClient } from '#ssh';
import { startTestSshd, testOptions, type TestSshd } from '../../../../packages/ssh/src/sshd.fixture.js';
import type { HostOfApp } from './see.js';
import { askOnce } from './testing/battery.js';
import { secureServer } from './testing/secureServer.js';

let sshd: TestSshd;
let closed: TestSshd;
let ssh: SshClient;
beforeAll(async () => {
  ssh = createSsh(testOptions());
  [sshd, closed] = await Promise.all([
    startTestSshd('127.0.0.1'),
    startTestSshd('127.0.0.1', ['AllowTcpForwarding no']),
  ]);
});
afterAll(async () => {
  await ssh?.close();
  await sshd?.stop();
  await closed?.stop();
});

test('what is asked from the host is asked as the host sees it, over the connection that stands', async () => {
  const from = new Set<string | undefined>();
  const server = createHttp((request, response) => {
    from.add(request.headers.host);
    if (request.url === '/moved') response.writeHead(302, { location: '/' });
    response.end('well');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const http = {
    type: 'http' as const,
    headers: {},
    body: null,
    status: null,
    pattern: '^well$',
    from: 'host' as const,
  };
  const ask = (check: HealthCheck, target = sshd.target) => {
    const at: HostOfApp = { ssh, target, host: 'h' };
    return askOnce(check, at);
  };
  expect(await ask({ ...http, url: `http://127.0.0.1:${port}/` })).toBeNull();
  expect(await ask({ ...http, url: `http://127.0.0.1:${port}/moved`, headers: { Host: 'a.example' } })).toBeNull();
  expect([...from]).toEqual([`127.0.0.1:${port}`, 'a.example']);
  const { url, ca } = await secureServer();
  expect(await ask({ ...http, url, tls: { name: 'a.example', ca } })).toBeNull();
  expect((await ask({ ...http, url, tls: { name: 'b.example', ca } }))?.reason).toMatch('b.example');
  expect(await ask({ type: 'tcp', address: `127.0.0.1:${port}`, from: 'host' })).toBeNull();
  const refused = {
    reason: expect.stringMatching(/^its host opens no connection to it: Connection refused/),
    from: 'host',
  };
  expect(await ask({ type: 'tcp', address: '127.0.0.1:1', from: 'host' })).toMatchObject(refused);
  expect(await ask({ ...http, url: 'https://127.0.0.1:1/' })).toMatchObject(refused);
  expect((await ask({ ...http, url: `https://127.0.0.1:${port}/` }))?.reason).toMatch(/SSL|packet|disconnected/);
  expect(await ask({ type: 'command', command: 'test -n "$SSH_CONNECTION"' })).toBeNull();
  expect((await ask({ type: 'log', file: '/nowhere/a.log', line: 'up' }))?.reason).toBe('there is no such file');
  expect(ssh.connections()).toBe(1);
  const forbidden = await ask({ type: 'tcp', address: `127.0.0.1:${port}`, from: 'host' }, closed.target);
  expect(forbidden?.reason).toMatch(/^the sshd of its host forwards no connection to it/);
});

test('a host that is not reached is an error of its own, and says nothing of the application', async () => {
  const target = { ...sshd.target, port: 1 };
  const check: HealthCheck = { type: 'tcp', address: '127.0.0.1:80', from: 'host' };
  await expect(askOnce(check, { ssh, target, host: 'h' })).rejects.toMatchObject({ code: 'UNREACHABLE' });
  await expect(askOnce({ type: 'command', command: 'true' }, { ssh, target, host: 'h' })).rejects.toMatchObject({
    code: 'UNREACHABLE',
  });
});
