import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A server with a certificate of its own for a.example, which ends with the test. */
export async function secureServer(): Promise<{ url: string; ca: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'rexflow-health-'));
  const [key, ca] = [join(dir, 'key'), join(dir, 'ca')];
  const name = ['-subj', '/CN=a.example', '-addext', 'subjectAltName=DNS:a.example'];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', ca];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...made, ...name], { stdio: 'ignore' });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(ca) }, (_request, response) => {
    response.end('well');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    rmSync(dir, { recursive: true });
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`, ca };
}
