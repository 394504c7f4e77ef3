import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asCodedError } from '#contract';
import { configPath, loadConfig } from './read.js';
import { loadConfigSources } from './sources.js';

let folder: string;
const before = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rexflow-config-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  process.env = { ...before };
});

const text = `
environment: prod
environments:
  prod:
    mysql: { host: db, password: file:keys/mysql }
    ssh: { password: x, known_hosts: keys/known_hosts }
redis: { url: '\${REXFLOW_TEST_URL}' }
`;

test('the file that REXFLOW_CONFIG names is read, with its variables and its secrets', () => {
  mkdirSync(join(folder, 'keys'));
  writeFileSync(join(folder, 'keys/mysql'), 'from a file\n');
  writeFileSync(join(folder, 'other.yml'), text);
  process.env.REXFLOW_CONFIG = join(folder, 'other.yml');
  process.env.REXFLOW_TEST_URL = 'redis://queue';
  const config = loadConfig();
  expect(config.redis.url.reveal()).toBe('redis://queue');
  expect(config.environments.prod!.mysql.password.reveal()).toBe('from a file');
  expect(config.environments.prod!.ssh.knownHosts).toBe(join(folder, 'keys/known_hosts'));
});

test('without REXFLOW_CONFIG it is config.yml where the program was started', () => {
  delete process.env.REXFLOW_CONFIG;
  expect(configPath()).toBe(resolve('config.yml'));
});

test('a file that is not there is told by its path', () => {
  const path = join(folder, 'none.yml');
  try {
    loadConfig(path);
    expect.unreachable();
  } catch (error) {
    expect(asCodedError(error).message).toBe(
      `config.yml is not usable:\n${path}: expected a readable file, found ENOENT`,
    );
  }
});

test.each([
  'env:\n  key: prod\nprod:\n  dbhost: 10.0.0.1\n',
  '#主配置\n env:\n\n  # which\n   "key" : "dev"\n dev:\n   dbhost: "db"\n  broken: [\n',
])('a config.yml of RexDeployV3 is told as what it is, with the command that makes ours of it: %j', (original) => {
  const path = join(folder, 'config.yml');
  writeFileSync(path, original);
  for (const load of [() => loadConfig(path), () => loadConfigSources(path)]) {
    expect(() => load()).toThrow(`${path} is the config.yml of RexDeployV3`);
    expect(() => load()).toThrow(`rexflow import --config ${path}`);
  }
});

test('ours is not taken for theirs, whatever it names', () => {
  const path = join(folder, 'config.yml');
  writeFileSync(path, `${text}# env:\n#   key: dbhost\n`);
  expect(() => loadConfig(path)).not.toThrow(/RexDeployV3/);
});
