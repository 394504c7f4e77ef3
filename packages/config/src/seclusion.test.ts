import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { examineSeclusion } from './seclusion.js';

const dir = mkdtempSync(join(tmpdir(), 'rexflow-seclusion-'));
const path = join(dir, 'config.yml');
const [key, redis] = ['key', 'redis.url'].map((name) => join(dir, name)) as [string, string];
afterAll(() => rmSync(dir, { recursive: true }));

function write(file: string, text: string, mode: number): void {
  writeFileSync(file, text);
  chmodSync(file, mode);
}
beforeEach(() => {
  chmodSync(dir, 0o755);
  write(
    path,
    `environment: prod\nenvironments: { prod: { ssh: { private_key: 'file:key' } } }\nredis: { url: 'file:${redis}' }\n`,
    0o644,
  );
  write(key, 'a key', 0o600);
  write(redis, 'redis://:x@127.0.0.1', 0o640);
});

const exposed = (env = {}) => examineSeclusion(path, env).exposed;

test('a configuration that only names its secrets may be read by all', () => {
  expect(examineSeclusion(path, {})).toMatchObject({ exposed: [], secrets: 2 });
});

test('a secret that everybody may read is named, and what everybody may write', () => {
  chmodSync(key, 0o644);
  chmodSync(redis, 0o642);
  expect(exposed()).toEqual([
    { path: key, to: 'read' },
    { path: redis, to: 'written' },
  ]);
  chmodSync(path, 0o666);
  expect(exposed()[0]).toEqual({ path, to: 'written' });
});

test('what lies in a directory that others may not enter is closed', () => {
  chmodSync(key, 0o666);
  chmodSync(dir, 0o750);
  expect(exposed()).toEqual([]);
});

test('a secret in the configuration itself makes that one; a variable or an address without a password is none', () => {
  write(
    path,
    'redis: { url: "redis://127.0.0.1:6379" }\npackage: { proxy: none }\nenvironments: { prod: { mysql: { password: "${PASSWORD}" } } }\n',
    0o644,
  );
  expect(examineSeclusion(path, { PASSWORD: 'x' })).toMatchObject({ exposed: [], secrets: 0 });
  write(path, 'package: { proxy: "http://proxy.example:3128" }\n', 0o644);
  expect(examineSeclusion(path, {})).toMatchObject({ exposed: [], secrets: 0 });
  write(path, 'package: { proxy: "http://user:word@proxy.example:3128" }\n', 0o644);
  expect(examineSeclusion(path, {})).toMatchObject({ exposed: [{ path, to: 'read' }], secrets: 1 });
  write(path, 'package: { bases: { a: "http://packages.example", b: "http://user:word@packages.example" } }\n', 0o644);
  expect(examineSeclusion(path, {})).toMatchObject({ exposed: [{ path, to: 'read' }], secrets: 1 });
  write(path, 'redis: { url: "redis://:word@127.0.0.1:6379" }\n', 0o644);
  expect(examineSeclusion(path, {})).toMatchObject({ exposed: [{ path, to: 'read' }], secrets: 1 });
  write(path, 'environments: { prod: { ssh: { hosts: [{ match: "*", password: word }] } } }\n', 0o644);
  expect(exposed()).toEqual([{ path, to: 'read' }]);
});

test('a configuration that is gone or broken since has nothing to tell', () => {
  write(path, '{', 0o644);
  expect(examineSeclusion(path, {})).toMatchObject({ exposed: [], secrets: 0 });
  rmSync(path);
  expect(examineSeclusion(path, {})).toMatchObject({ exposed: [], secrets: 0 });
});

test('a path made of a variable, from a folder that the file names', () => {
  mkdirSync(join(dir, 'keys'), { recursive: true });
  write(join(dir, 'keys/prod'), 'x', 0o604);
  write(path, 'folder: keys\nenvironments: { prod: { mysql: { password: "file:${NAME}" } } }\n', 0o644);
  expect(exposed({ NAME: 'prod' })).toEqual([{ path: join(dir, 'keys/prod'), to: 'read' }]);
});

test("an installed program must not be root, nor able to change itself; a checkout is its user's", () => {
  const root = join(dir, 'lib');
  mkdirSync(root, { recursive: true });
  write(join(root, 'package.json'), '{}', 0o644);
  expect([0, 998, 1000].map((uid) => examineSeclusion(path, {}, root, uid).beyond)).toEqual(['root', 'program', null]);
  mkdirSync(join(root, 'apps/local'), { recursive: true });
  write(join(root, 'apps/local/bootstrap.mjs'), '', 0o644);
  expect(examineSeclusion(path, {}, root, 0).beyond).toBeNull();
});

test('the key of TLS is a secret of a file of its own', () => {
  const tls = join(dir, 'tls.key');
  write(path, 'gateway: { tls: { cert: cert.pem, key: tls.key } }\n', 0o644);
  write(tls, 'a key', 0o644);
  expect(examineSeclusion(path, {})).toMatchObject({ exposed: [{ path: tls, to: 'read' }], secrets: 1 });
  chmodSync(tls, 0o640);
  expect(exposed()).toEqual([]);
});

test('the files of secrets that settings name are secrets, too', () => {
  write(path, 'secrets: { shop-db: "file:key", other: "${OTHER}" }\n', 0o644);
  chmodSync(key, 0o644);
  expect(examineSeclusion(path, {})).toMatchObject({ exposed: [{ path: key, to: 'read' }], secrets: 1 });
});
