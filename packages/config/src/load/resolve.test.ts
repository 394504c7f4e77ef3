import { expect, test } from 'vitest';
import { asCodedError } from '#contract';
import { Secret } from '#shell';
import { resolveConfig, type Sources } from './resolve.js';
import type { Config } from '../schema/types.js';

const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----';

const minimal = {
  environment: 'prod',
  environments: { prod: { mysql: { host: 'db' }, ssh: { private_key: key, known_hosts: 'keys/known_hosts' } } },
  redis: { url: 'redis://queue:6379' },
};

const sources = (file: unknown, rest: Partial<Sources> = {}): Sources => ({
  file,
  env: {},
  folder: '/srv/rexflow',
  readSecret: (path) => {
    throw Object.assign(new Error(path), { code: 'ENOENT' });
  },
  ...rest,
});

const environmentWith = (prod: object, rest: object = {}): unknown => ({
  ...minimal,
  environments: { prod: { ...minimal.environments.prod, ...prod } },
  ...rest,
});

/** The problems of a document, one a line. */
function problems(file: unknown, rest: Partial<Sources> = {}): string[] {
  try {
    resolveConfig(sources(file, rest));
  } catch (error) {
    const trouble = asCodedError(error);
    expect(trouble.code).toBe('CONFIG_INVALID');
    return String(trouble.details.problems).split('\n');
  }
  return [];
}

test('a short document becomes the whole configuration', () => {
  const expected: Config = {
    environment: 'prod',
    environments: {
      prod: {
        description: '',
        production: false,
        url: '',
        mysql: { host: 'db', port: 3306, database: 'autotask', user: 'rexflow', password: new Secret('') },
        sources: [],
        tables: {
          apps: 'pre_server_detail',
          externalApps: 'pre_external_server_detail',
          records: 'pre_deploy_manage',
          status: 'pre_deploy_status',
          batches: 'load_key_sorts',
        },
        external: false,
        ssh: {
          user: 'root',
          port: 22,
          privateKey: new Secret(key),
          passphrase: null,
          password: null,
          agent: null,
          hostKeys: 'known_hosts',
          knownHosts: '/srv/rexflow/keys/known_hosts',
          connectTimeout: 10,
          keepalive: 10,
          hosts: [],
        },
      },
    },
    redis: { url: new Secret('redis://queue:6379') },
    gateway: {
      host: '127.0.0.1',
      port: 3000,
      tls: { cert: null, key: null },
      bodyLimit: 1_048_576,
      uploadLimit: 4_294_967_296,
      shutdown: 10,
      workerCommands: false,
    },
    rex: { wait: 600, answers: 'documented', tokenLife: 3600, printStdout: false, allowOrigin: [] },
    worker: { requests: 20, apps: 16, shutdown: 30, handover: 120, metricsHost: '127.0.0.1', metricsPort: 0 },
    lease: { life: 30 },
    retry: { attempts: 4, backoff: 1 },
    release: {
      keep: 5,
      keepBundles: 20,
      keepPackages: 2_592_000,
      stop: 10,
      start: 30,
      startAttempts: 5,
      stable: 0.2,
      health: 30,
      command: 300,
      carry: 1800,
      carryStill: 300,
      owner: '',
      plainLinks: [],
      onDrift: 'overwrite',
      backupDir: '/data/backup',
      baseappDir: '/data/www/apps',
    },
    rollout: { maxFailures: '0', batch: '100%', confirm: 0, reach: 120, groups: {} },
    fleet: { look: 60, drift: 86_400 },
    backup: { warnAfter: 259_200 },
    retention: { requests: 730, audit: 1095, events: 30, deliveries: 30 },
    package: {
      timeout: 300,
      maxBytes: 2_147_483_648,
      maxUnpacked: 8_589_934_592,
      maxEntries: 200_000,
      sums: 'given',
      proxy: new Secret(''),
      noProxy: [],
      checkDir: true,
      bases: {},
    },
    git: { privateKey: null, knownHosts: null, directories: [] },
    hooks: { allowed: {} },
    directories: {
      softdir: '/srv/rexflow/.rexflow/data/softdir',
      configuredir: '/srv/rexflow/.rexflow/data/configuredir',
      localProdir: '/srv/rexflow/.rexflow/data/remotecomdir/softdir',
      localConfdir: '/srv/rexflow/.rexflow/data/remotecomdir/configuredir',
      updateProdir: '/srv/rexflow/.rexflow/data/updatedir/softdir',
      updateConfdir: '/srv/rexflow/.rexflow/data/updatedir/configuredir',
      httpdowndir: '/srv/rexflow/.rexflow/data/download/http',
      uploads: '/srv/rexflow/.rexflow/data/download/web',
      store: '/srv/rexflow/.rexflow/data/bundles',
    },
    secrets: {},
    notifications: [],
    versions: {
      from: ['environment', 'package.json', 'composer.json', 'META-INF/MANIFEST.MF', 'VERSION', 'jar'],
      links: { commit: '', build: '', compare: '' },
    },
    tracing: { endpoint: new Secret(''), service: 'rexflow', ratio: 1 },
    log: { level: 'info' },
  };
  const config = resolveConfig(sources(minimal));
  expect(config).toStrictEqual(expected);
  // Secrets compare equal whatever they hold, so their values are asked for by name.
  expect(config.redis.url.reveal()).toBe('redis://queue:6379');
  expect(config.environments.prod!.ssh.privateKey!.reveal()).toBe(key);
});

test('what was resolved cannot be changed, however deep', () => {
  const config = resolveConfig(sources(environmentWith({ sources: ['prod'] })));
  expect(() => Object.assign(config.environments.prod!.mysql, { host: 'elsewhere' })).toThrow(TypeError);
  expect(() => config.environments.prod!.sources.push('uat')).toThrow(TypeError);
  expect(() => Object.assign(config, { environment: 'uat' })).toThrow(TypeError);
});

test('a document stays as it was parsed', () => {
  const before = structuredClone(minimal);
  resolveConfig(sources(minimal));
  expect(minimal).toStrictEqual(before);
});

test('a password in an address prints as nothing, and no problem tells it', () => {
  const address = 'http://user:geheim@collector.example:4318/v1/traces';
  const named = {
    redis: { url: 'redis://:geheim@queue' },
    tracing: { endpoint: address },
    package: { proxy: 'http://u:geheim@proxy', bases: { a: 'http://u:geheim@base' } },
    notifications: [{ name: 'ops', url: 'https://u:geheim@hooks.example/geheim' }],
  };
  const config = resolveConfig(sources(environmentWith({}, named)));
  expect(JSON.stringify(config)).not.toContain('geheim');
  expect(config.tracing.endpoint.reveal()).toBe(address);
  const wrong = problems(environmentWith({}, { tracing: { endpoint: 'ftp://u:geheim@host' } }));
  expect(wrong).toEqual([expect.stringMatching(/^tracing\.endpoint: expected an http/)]);
  expect(wrong.join()).not.toContain('geheim');
});

test('settings of a host hold what was written and nothing else', () => {
  const hosts = [
    { match: '10.0.1.*', jump: 'gate', private_key: null, password: 'pw' },
    { match: 'gate', port: 2222 },
  ];
  const { ssh } = resolveConfig(sources(environmentWith({ ssh: { host_keys: 'first-contact', hosts } }))).environments
    .prod!;
  expect(ssh.hosts).toStrictEqual([
    { match: '10.0.1.*', jump: 'gate', password: new Secret('pw') },
    { match: 'gate', port: 2222 },
  ]);
  expect(ssh.hosts[0]!.password!.reveal()).toBe('pw');
  expect(ssh.knownHosts).toBeNull();
});

test('variables are replaced in any text and take the type the key wants', () => {
  const file = environmentWith(
    { mysql: { host: '${DB}.example', port: '${DB_PORT}', password: '$${x}${PW}' }, external: '${EXTERNAL}' },
    { release: { stable: '${STABLE}' } },
  );
  const env = { DB: 'db-1', DB_PORT: '3307', PW: 'file:/etc/passwd', EXTERNAL: 'true', STABLE: '0.5' };
  const config = resolveConfig(sources(file, { env }));
  const { mysql, external } = config.environments.prod!;
  expect([mysql.host, mysql.port, external, config.release.stable]).toEqual(['db-1.example', 3307, true, 0.5]);
  expect(mysql.password.reveal()).toBe('${x}file:/etc/passwd');
});

test('secrets come from files, relative to the folder, without their last newline', () => {
  const read: string[] = [];
  const readSecret = (path: string): string => (read.push(path), 'pass word\n');
  const ssh = { password: 'file:keys/${NAME}', host_keys: 'first-contact', user: 'file:x' };
  expect(problems(environmentWith({ ssh }), { readSecret, env: { NAME: 'one' } })).toEqual([
    'environments.prod.ssh.user: expected a user name, found "file:x"',
  ]);
  const file = environmentWith({ ssh: { ...ssh, user: 'me' }, mysql: { host: 'db', password: 'file:/run/pw' } });
  const { prod } = resolveConfig(sources(file, { readSecret, env: { NAME: 'one' } })).environments;
  expect(prod!.ssh.password!.reveal()).toBe('pass word');
  expect(read).toContain('/srv/rexflow/keys/one');
  expect(read).toContain('/run/pw');
});

test('folder moves where relative paths start', () => {
  const seen: string[] = [];
  const file = environmentWith(
    { ssh: { password: 'file:pw', known_hosts: '/abs/known' } },
    { folder: '../${WHERE}', directories: { store: 'bundles' } },
  );
  const readSecret = (path: string): string => (seen.push(path), 'x');
  const config = resolveConfig(sources(file, { env: { WHERE: 'other' }, readSecret }));
  expect(config.directories.store).toBe('/srv/other/bundles');
  expect(config.environments.prod!.ssh.knownHosts).toBe('/abs/known');
  expect(seen).toEqual(['/srv/other/pw']);
  expect(config).not.toHaveProperty('folder');
});

test('a program that reaches no host opens no secret of a login, and needs none', () => {
  const opened: string[] = [];
  const readSecret = (path: string): string => {
    opened.push(path);
    return 'secret';
  };
  const hosts = [{ match: 'web-*', password: '${WEB_PASSWORD}' }];
  const secrets = { private_key: 'file:keys/ssh_key', passphrase: '${PASSPHRASE}', known_hosts: 'known_hosts', hosts };
  const mysql = { host: 'db', password: 'file:mysql.password' };
  const file = environmentWith({ mysql, ssh: secrets });
  const { ssh } = resolveConfig(sources(file, { readSecret, logins: false })).environments.prod!;
  expect(opened).toEqual(['/srv/rexflow/mysql.password']);
  expect(ssh).toMatchObject({ privateKey: null, password: null, hosts: [{ match: 'web-*' }] });
  expect(problems(file, { readSecret })).toEqual([
    expect.stringContaining('prod.ssh.passphrase'),
    expect.stringContaining('prod.ssh.hosts[0].password'),
    expect.stringContaining('prod.ssh.private_key: expected a private key'),
  ]);
});
