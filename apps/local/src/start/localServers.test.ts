import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#config';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CleanupStack } from '../installation/cleanupStack.js';
import { databaseOf, localServers } from './localServers.js';

let dir: string;
let cleanups: CleanupStack;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-start-'));
  cleanups = new CleanupStack();
});

afterEach(async () => {
  expect(await cleanups.close()).toEqual([]);
  rmSync(dir, { recursive: true, force: true });
});

const tell = (): void => undefined;
const ssh = 'ssh: { host_keys: first-contact, password: x }';

function write(text: string): string {
  const path = join(dir, 'config.yml');
  writeFileSync(path, text);
  return path;
}

test('what is missing is started, and the completed copy is valid, private, and means the same paths', async () => {
  const prod = 'prod: { mysql: { database: own-name }, ssh: { known_hosts: keys/known_hosts } }';
  const source = write(`environment: prod\nenvironments: { ${prod} }\ngateway: { port: 4321 }\n`);
  const { path, ended } = await localServers(source, join(dir, 'home'), cleanups, tell);
  expect(ended).toHaveLength(2);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const config = loadConfig(path);
  const { mysql, ssh: login } = config.environments.prod!;
  expect(config.redis.url.reveal()).toMatch(/^redis:\/\/:\w+@127\.0\.0\.1:\d+$/);
  expect(mysql).toMatchObject({ host: '127.0.0.1', database: 'own-name' });
  expect(login.privateKey?.reveal()).toContain('PRIVATE KEY');
  expect(login.knownHosts).toBe(join(dir, 'keys/known_hosts'));
  expect(config.directories.store).toBe(join(dir, '.rexflow/data/bundles'));
  expect(config.gateway.port).toBe(4321);
});

test('a configuration that lacks nothing is used as it is, and nothing is started', async () => {
  const source = write(
    `environment: prod\nredis: { url: 'redis://queue' }\nenvironments: { prod: { mysql: { host: db }, ${ssh} } }\n`,
  );
  expect(await localServers(source, join(dir, 'home'), cleanups, tell)).toEqual({ path: source, ended: [] });
});

test('the database is the one the document names, if it does so in plain words', () => {
  const named = (database: unknown): unknown => ({ environment: 'e', environments: { e: { mysql: { database } } } });
  expect([named('mine'), named('${NAME}'), named(7), null, {}].map(databaseOf)).toEqual([
    'mine',
    'autotask',
    'autotask',
    'autotask',
    'autotask',
  ]);
});
