import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#config';
import type { Mariadb, Redis, Sshd } from '#provision';
import { afterAll, expect, test } from 'vitest';
import { demoConfig } from './config.js';
import { parseOptions } from './options.js';
import { servePackage } from './packageServer.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-demo-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('the demo writes a valid configuration of two environments, each with its hosts and ports', () => {
  const clientKey = join(dir, 'key');
  writeFileSync(clientKey, '-----BEGIN OPENSSH PRIVATE KEY-----\n');
  const server = { pid: 1, log: '', ended: new Promise<string>(() => undefined), stop: () => Promise.resolve() };
  const sshd = (last: number): Sshd => {
    return { ...server, address: `127.0.0.${last}`, port: 20_000 + last, user: 'me', clientKey, hostKey: '' };
  };
  const redis: Redis = { ...server, host: '127.0.0.1', port: 1, password: 'p', url: 'redis://:p@127.0.0.1:1' };
  const mariadb: Mariadb = { ...server, host: '127.0.0.1', port: 2, databases: [], user: 'u', password: 'p' };
  const path = join(dir, 'config.yml');
  const hosts = { prod: [sshd(11), sshd(12)], uat: [sshd(13)] };
  writeFileSync(path, demoConfig({ redis, mariadb, hosts, gatewayPort: 3 }));
  const { environments, gateway, directories } = loadConfig(path);
  expect(gateway.port).toBe(3);
  expect(environments.prod).toMatchObject({
    sources: ['uat'],
    mysql: { database: 'prod', port: 2 },
    ssh: {
      user: 'me',
      hostKeys: 'first-contact',
      hosts: [
        { match: '127.0.0.11', port: 20_011 },
        { match: '127.0.0.12', port: 20_012 },
      ],
    },
  });
  expect(environments.uat).toMatchObject({ mysql: { database: 'uat' }, ssh: { hosts: [{ match: '127.0.0.13' }] } });
  expect(directories.updateProdir.startsWith(dir)).toBe(true);
});

test('the package server serves one archive that holds the new version, and nothing else', async () => {
  const server = await servePackage(join(dir, 'package'), '9.9');
  const response = await fetch(server.url);
  const input = Buffer.from(await response.arrayBuffer());
  expect(execFileSync('tar', ['-xzOf', '-', 'VERSION'], { input }).toString()).toBe('9.9\n');
  expect((await fetch(new URL('/other', server.url))).status).toBe(404);
  await server.close();
});

test('an argument that is none is refused', () => {
  expect(parseOptions([])).toEqual({ keep: false, help: false });
  expect(parseOptions(['--keep'])).toEqual({ keep: true, help: false });
  expect(() => parseOptions(['--kepe'])).toThrow('--kepe');
});
