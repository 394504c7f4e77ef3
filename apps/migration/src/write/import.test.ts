import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '#config';
import { parseFleet } from '#fleet';
import { asCodedError } from '#contract';
import { configText, fastnotesText, groupsText } from '../original/original.fixture.js';
import type { ImportOptions } from '../terminal/options.js';
import { importFiles } from './importFiles.js';
import { writeFiles, type WrittenFile } from './writeFiles.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-import-'));
  mkdirSync(join(dir, 'old/config'), { recursive: true });
  mkdirSync(join(dir, 'old/keys'));
  writeFileSync(join(dir, 'old/keys/autotask'), '-----BEGIN OPENSSH PRIVATE KEY-----\nx\n');
  writeFileSync(join(dir, 'old/config/config.yml'), configText());
  writeFileSync(join(dir, 'old/config/ip_lists.ini'), groupsText);
  writeFileSync(join(dir, 'old/fastnotes.json'), fastnotesText);
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const optionsOf = (more: Partial<ImportOptions> = {}): ImportOptions => ({
  config: join(dir, 'old/config/config.yml'),
  groups: join(dir, 'old/config/ip_lists.ini'),
  fastnotes: join(dir, 'old/fastnotes.json'),
  ...{ out: join(dir, 'new'), encoding: 'utf-8', redis: 'redis://127.0.0.1:6379' },
  ...more,
});

const messageOf = (deed: () => unknown): string => {
  try {
    deed();
  } catch (thrown) {
    return asCodedError(thrown).message;
  }
  return 'nothing was thrown';
};

const write = (more: Partial<ImportOptions> = {}) => {
  const imported = importFiles(optionsOf(more));
  writeFiles(join(dir, 'new'), imported.files, false);
  return imported;
};

test('a configuration comes of it that our own programs start with', () => {
  const { keys } = write();
  const config = loadConfig(join(dir, 'new/config.yml'));
  const { prod, uat } = config.environments;
  expect(config.environment).toBe('prod');
  expect(Object.keys(config.environments)).toEqual(['prod', 'uat']);
  expect(prod).toMatchObject({
    description: '生产环境',
    mysql: { host: '10.0.0.5', port: 3306, database: 'autotask', user: 'rex' },
    sources: ['uat'],
    ssh: { user: 'deploy', hostKeys: 'known_hosts', connectTimeout: 10 },
  });
  // As it stands there: neither a number nor a variable.
  expect(prod!.mysql.password.reveal()).toBe('0123${x}');
  expect(prod!.ssh.privateKey!.reveal()).toContain('OPENSSH');
  expect(prod!.ssh.password).toBeNull();
  expect([uat!.ssh.privateKey, uat!.ssh.password!.reveal()]).toEqual([null, 'uat-login']);
  expect(config.directories).toMatchObject({
    softdir: join(dir, 'old/softdir'),
    updateConfdir: '/mnt/updates/configuredir',
    uploads: join(dir, 'old/download/web'),
  });
  expect(config).toMatchObject({
    rex: { tokenLife: 7200, printStdout: true },
    worker: { apps: 10 },
    retry: { attempts: 8 },
    release: { health: 60, backupDir: '/data/backup', startAttempts: 5 },
    package: { checkDir: true },
  });
  expect(config.package.bases['3.228']!.reveal()).toBe('http://me:hidden@packages-2.example');
  expect(keys.filter(({ fate }) => fate === 'absent' || fate === 'unfit')).toEqual([]);
  expect(keys).toHaveLength(83);
});

test('no secret stands in a file that others may read, and none that nothing needs is kept', () => {
  write();
  const all = readdirSync(join(dir, 'new'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const secrets = [
    '0123${x}',
    'uat-login',
    'hidden',
    'sudo-secret',
    'rsync-secret',
    'qq-secret',
    'fastnotes-secret',
    'not-used',
  ];
  for (const entry of all) {
    const path = join(entry.parentPath, entry.name);
    const isSecret = path.includes('/secrets/');
    expect(statSync(path).mode & 0o777, path).toBe(isSecret ? 0o600 : 0o644 & ~process.umask());
    const held = secrets.filter((one) => readFileSync(path, 'utf8').includes(one));
    if (!isSecret) expect(held, path).toEqual([]);
    else
      expect(['sudo-secret', 'rsync-secret', 'qq-secret', 'not-used'].filter((one) => held.includes(one))).toEqual([]);
  }
  expect(statSync(join(dir, 'new/secrets')).mode & 0o777).toBe(0o700);
});

test('host groups become hosts with a label each, and what means nothing is told', () => {
  const { notes } = write();
  const text = readFileSync(join(dir, 'new/fleet.yml'), 'utf8');
  expect(parseFleet(text).mistakes).toEqual([]);
  expect(parse(text)).toEqual({
    version: 1,
    hosts: {
      '10.0.1.1': { address: '10.0.1.1', login: { become: 'sudo' }, labels: { web: 'yes', all: 'yes' } },
      '10.0.1.2:2222': {
        address: '10.0.1.2',
        login: { port: 2222, become: 'sudo' },
        labels: { web: 'yes', all: 'yes' },
      },
      '10.0.1.3': { address: '10.0.1.3', login: { become: 'sudo' }, labels: { db: 'yes', all: 'yes' } },
      bad: { address: 'bad', login: { become: 'sudo' }, labels: { all: 'yes' } },
    },
  });
  expect(notes.map(({ id }) => id)).toEqual(['moving.leftOut', 'moving.group', 'moving.foreignActions']);
});

test('a value that does not fit is told with its key, and the rest is taken', () => {
  writeFileSync(
    join(dir, 'old/config/config.yml'),
    configText({ parallelism: '0', timeout: 'soon', dbname: 'auto task' }),
  );
  const { keys } = write();
  expect(keys.filter(({ fate }) => fate === 'unfit').map(({ key }) => key)).toEqual([
    'dbname',
    'parallelism',
    'timeout',
  ]);
  expect(loadConfig(join(dir, 'new/config.yml')).worker.apps).toBe(16);
});

test('an encoding that is no UTF-8 is asked for by name, and read when it is named', () => {
  // 生产 in GBK.
  const text = Buffer.concat([
    Buffer.from('# '),
    Buffer.from([0xc9, 0xfa, 0xb2, 0xfa]),
    Buffer.from(`\n${configText()}`.replaceAll(/[^\u0000-\u007f]/g, '')),
  ]);
  writeFileSync(join(dir, 'old/config/config.yml'), text);
  expect(messageOf(() => importFiles(optionsOf()))).toMatch(/config\.yml is no UTF-8 text.*--encoding/);
  expect(importFiles(optionsOf({ encoding: 'gbk' })).keys).toHaveLength(83);
});

test.each([
  ['no config.yml of theirs', 'environment: prod\n', /no env with a key/],
  ['a section that is not there', ' env:\n   key: "nope"\n', /names nope/],
  ['no database', ' env:\n   key: "prod"\n prod:\n   user: "root"\n', /prod names no database/],
  ['no YAML', ' env:\n\tkey: "secret-text\n', /line \d, column \d/],
])('%s is refused by name', (_what, text, message) => {
  writeFileSync(join(dir, 'old/config/config.yml'), text);
  const told = messageOf(() => importFiles(optionsOf()));
  expect(told).toMatch(message);
  expect(told).not.toContain('secret-text');
});

const files: WrittenFile[] = [
  { path: 'secrets/a', text: 'a', secret: true },
  { path: 'config.yml', text: 'new', secret: false },
];

test('a file that is there is never written over, unless that is asked for', () => {
  mkdirSync(join(dir, 'new'));
  writeFileSync(join(dir, 'new/config.yml'), 'mine');
  expect(messageOf(() => writeFiles(join(dir, 'new'), files, false))).toMatch(
    /new\/config\.yml are there already.*--force/,
  );
  expect(readdirSync(join(dir, 'new'))).toEqual(['config.yml']);
  expect(readFileSync(join(dir, 'new/config.yml'), 'utf8')).toBe('mine');
  writeFiles(join(dir, 'new'), files, true);
  expect(readFileSync(join(dir, 'new/config.yml'), 'utf8')).toBe('new');
  expect(readdirSync(join(dir, 'new')).sort()).toEqual(['config.yml', 'secrets']);
});

test('all of it is written, or nothing: what failed midway leaves what was there before', () => {
  mkdirSync(join(dir, 'new'));
  writeFileSync(join(dir, 'new/config.yml'), 'mine');
  // A directory stands where the last file has to come.
  mkdirSync(join(dir, 'new/taken'));
  const more = [...files, { path: 'taken', text: 'x', secret: false }];
  expect(messageOf(() => writeFiles(join(dir, 'new'), more, true))).toMatch(/new\/taken cannot be written/);
  expect(readFileSync(join(dir, 'new/config.yml'), 'utf8')).toBe('mine');
  expect(readdirSync(join(dir, 'new')).sort()).toEqual(['config.yml', 'taken']);
  expect(existsSync(join(dir, 'new/secrets'))).toBe(false);
  chmodSync(join(dir, 'new/taken'), 0o755);
});
