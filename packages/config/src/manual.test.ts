import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Field } from './schema/fields.js';
import { fillGaps, gaps } from './load/gaps.js';
import { parseConfig } from './load/parse.js';
import { valueAt } from './load/path.js';
import { resolveConfig } from './load/resolve.js';
import { configKeys, keyName } from './manual.js';
import { packageBases } from './packageBases.js';
import { schema } from './schema/schema.js';
import type { Config } from './schema/types.js';

const text = readFileSync(new URL('../../../config.yml', import.meta.url), 'utf8');
const key = '-----BEGIN PRIVATE KEY-----';

/** The file with its examples in use: the # of an example is followed by no space, or by more than one. */
const examples = text
  .replace(/^( *)#(?=\S| {2})/gm, '$1')
  .replace(
    /^ *(sources: \[\]|hosts: \[\]|bases: \{\}|allowed: \{\}|groups: \{\}|secrets: \{\}|notifications: \[\])\n/gm,
    '',
  );

const fillings = {
  redisUrl: 'redis://127.0.0.1:1',
  mysql: { host: 'db', port: 3306, database: 'autotask', user: 'rexflow', password: '' },
  privateKey: key,
};

const resolveText = (yaml: string): unknown =>
  resolveConfig({
    file: fillGaps(parseConfig(yaml), '/srv', fillings),
    env: {
      REXFLOW_UAT_PASSWORD: 'x',
      REXFLOW_KEY_PASSPHRASE: 'x',
      REXFLOW_WEBHOOK_SECRET: 'x',
      REXFLOW_BUILDS_TOKEN: 'x',
    },
    folder: '/srv',
    readSecret: () => key,
  });

/** Every key below a field, as paths into the file; * is any name or place in a list. */
function keysOf(field: Field, at: string[] = []): string[][] {
  if (field.type === 'array') return keysOf(field.items, [...at, '*']);
  if (field.type !== 'object') return [];
  if (!('properties' in field)) return keysOf(field.additionalProperties, [...at, '*']);
  return Object.entries(field.properties).flatMap(([name, inner]) => [[...at, name], ...keysOf(inner, [...at, name])]);
}

/** True if some value of the document has the key, even an empty one. */
function holds(document: unknown, [first, ...rest]: string[]): boolean {
  if (first === undefined) return true;
  if (typeof document !== 'object' || document === null) return false;
  const values =
    first === '*' ? Object.values(document) : Object.hasOwn(document, first) ? [valueAt(document, [first])] : [];
  return values.some((value) => holds(value, rest));
}

test('the committed file is valid but for what npm start fills in', () => {
  expect(gaps(parseConfig(text))).toEqual({ redis: true, mysql: true, login: true });
  expect(() => resolveText(text)).not.toThrow();
  expect(() => resolveConfig({ file: parseConfig(text), env: {}, folder: '/srv', readSecret: () => key })).toThrow(
    [
      'config.yml is not usable:',
      'redis.url: expected a redis:// address, found nothing; `npm start` starts a private Redis',
      'environments.prod.mysql.host: expected a host name or address, found nothing; `npm start` starts a private MySQL',
      'environments.prod.ssh.private_key: expected a private_key, a password or an agent, here or in hosts, found none; `npm start` makes a key',
    ].join('\n'),
  );
});

test('no key of the schema is missing from the file', () => {
  const document = parseConfig(examples);
  const keys = keysOf(schema);
  expect(keys.length).toBeGreaterThan(80);
  expect(keys.filter((path) => !holds(document, path)).map((path) => path.join('.'))).toEqual([]);
});

test('the values in the file are the defaults', () => {
  const short = `
    environment: prod
    environments: { prod: { description: production, ssh: { known_hosts: .rexflow/data/known_hosts } } }`;
  expect(resolveText(text)).toEqual(resolveText(short));
});

test('the examples in the file are valid', () => {
  const config = resolveText(examples);
  expect(valueAt(config, ['environments', 'uat', 'mysql', 'host'])).toBe('uat-db.example');
  expect(valueAt(config, ['environments', 'prod', 'sources'])).toEqual(['uat']);
  expect(valueAt(config, ['environments', 'prod', 'ssh', 'hosts', 0, 'jump'])).toBe('203.0.113.10');
  expect(valueAt(config, ['rollout', 'groups', 'server'])).toMatchObject({ policy: 'stop', maxFailures: '0' });
  expect(packageBases(valueAt(config, ['package']) as Config['package'])['3.102']).toBe(
    'http://packages.example/builds/',
  );
  expect(valueAt(config, ['notifications', 0, 'on'])).toEqual(['failed', 'partial']);
});

test('every key has a comment above it', () => {
  const lines = text.split('\n');
  const bare = lines.filter((line, index) => {
    if (!/^ *[a-z_]+:/.test(line)) return false;
    return !/^ *#/.test(lines[index - 1] ?? '');
  });
  // The name of an environment is the reader's own; the map above explains it.
  expect(bare).toEqual(['  prod:']);
});

test('the keys of the manual are those of the schema, each with what the file says of it', () => {
  const keys = configKeys(text);
  expect(keys.map(({ path }) => path.map((name) => (/^(<name>|\[\])$/.test(name) ? '*' : name)).join('.'))).toEqual(
    keysOf(schema).map((path) => path.join('.')),
  );
  const of = (name: string) => keys.find(({ path }) => keyName(path) === name)!;
  expect(of('gateway.port')).toMatchObject({
    comment: 'Port to listen on, up to 65535; 0 takes a free one.',
    expected: 'a whole number from 0 to 65535',
    default: 3000,
    secret: false,
  });
  expect(of('environments.<name>.mysql.host').comment).toContain('Was: dbhost.');
  expect(of('notifications[].secret')).toMatchObject({ comment: expect.stringContaining('HMAC'), secret: true });
  // The text above an example describes the example.
  expect(of('environments.<name>.ssh.hosts[].match').comment).not.toContain('password');
});
