import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { configSources } from '#config';
import { collectConfig } from './collectConfig.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-collect-'));
afterAll(() => rmSync(dir, { recursive: true }));

test('the key of TLS is a secret, its certificate is none', async () => {
  const text = `environment: prod
environments: { prod: { mysql: { host: db }, ssh: { password: 'file:word', host_keys: first-contact } } }
redis: { url: 'redis://queue' }
gateway: { tls: { cert: cert.pem, key: key.pem } }
`;
  const at = (name: string): string => join(dir, name);
  for (const [name, body] of Object.entries({ 'config.yml': text, word: 'x', 'cert.pem': 'c', 'key.pem': 'k' }))
    writeFileSync(at(name), body, { mode: 0o600 });
  const sources = configSources(text, at('config.yml'), () => 'x');
  const secret = async (encrypting: boolean) => {
    const { files, leftOut } = await collectConfig(sources, encrypting);
    const of = (wanted: boolean) => files.filter(({ entry }) => (entry === null) === wanted).map(({ path }) => path);
    return { secret: of(true), open: of(false), leftOut };
  };
  expect(await secret(true)).toEqual({
    ...{ secret: ['word', 'key.pem'].map(at), open: ['config.yml', 'cert.pem'].map(at), leftOut: [] },
  });
  expect(await secret(false)).toEqual({
    ...{ secret: [], open: ['config.yml', 'cert.pem'].map(at), leftOut: ['word', 'key.pem'].map(at) },
  });
});
