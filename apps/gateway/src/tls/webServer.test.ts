import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { otherCertificate, testCertificate } from '../../../../packages/config/src/tls/testCertificates.fixture.js';
import type { GatewayDeps } from '../state/dependencies.js';
import { createWebServer } from './webServer.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-web-'));
afterAll(() => rmSync(dir, { recursive: true }));
const files = { cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
let told: string[];
function lay({ cert, key }: typeof testCertificate): void {
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key);
}
beforeEach(() => {
  told = [];
  lay(testCertificate);
});

const serverOf = (tls: { cert: string | null; key: string | null }, now = '2030-01-01') => {
  const note = (first: unknown, second?: string) => void told.push(second ?? String(first));
  const deps = { config: { gateway: { tls } }, log: { info: note, error: note }, now: () => new Date(now) };
  return createWebServer(deps as unknown as GatewayDeps, (_, response) => void response.end('ok'));
};

/** The subject of the certificate that a new connection is shown. */
const shown = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, rejectUnauthorized: false, agent: false };
    get(options, (response) => {
      const { CN } = (response.socket as TLSSocket).getPeerCertificate().subject;
      response.resume().once('end', () => resolve(String(CN)));
    }).once('error', reject);
  });

test('another certificate is taken by new connections; one that cannot be used leaves the one in use, and is told', async () => {
  const { server, readAgain } = serverOf(files);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await shown(port)).toBe('rexflow test');
  lay(otherCertificate);
  readAgain();
  expect(await shown(port)).toBe('rexflow test 2');
  lay({ cert: testCertificate.cert, key: otherCertificate.key });
  readAgain();
  expect(await shown(port)).toBe('rexflow test 2');
  expect(told.at(-1)).toMatch(/^the certificate in use stays: gateway\.tls\.key: .* is not the key of .*rexflow setup/);
  await new Promise((resolve) => server.close(resolve));
});

test('at the start a pair that cannot be used is refused; one that has ended is shown, and told', () => {
  serverOf(files, '2040-01-01').server.close();
  expect(told.at(-1)).toMatch(/cert\.pem is good from 2026-11-30 to 2036-11-27, not now.*rexflow setup/);
  rmSync(files.key);
  expect(() => serverOf(files)).toThrow(/gateway\.tls\.key: .*key\.pem cannot be used \(ENOENT\)/);
});

test('without a certificate there is nothing to read again', () => {
  serverOf({ cert: null, key: null }).readAgain();
  expect(told).toEqual([expect.stringContaining('nothing is read again')]);
});
