import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asCodedError } from '#contract';
import type { Field } from '../schema/fields.js';
import { resolveConfig } from './resolve.js';
import { schema } from '../schema/schema.js';

const usable = {
  environment: 'prod',
  environments: { prod: { mysql: { host: 'db' }, ssh: { password: 'x', host_keys: 'first-contact' } } },
  redis: { url: 'redis://queue' },
};

function problems(file: unknown, env: Record<string, string> = {}): string[] {
  const readSecret = (path: string): string => {
    if (path.endsWith('empty')) return '\n';
    throw Object.assign(new Error(), { code: 'EACCES' });
  };
  try {
    resolveConfig({ file, env, folder: '/srv', readSecret });
  } catch (error) {
    const trouble = asCodedError(error);
    expect(trouble.code, trouble.stack).toBe('CONFIG_INVALID');
    return String(trouble.details.problems).split('\n');
  }
  return [];
}

const prodWith = (prod: object): unknown => ({
  ...usable,
  environments: { prod: { ...usable.environments.prod, ...prod } },
});

test.each([
  ['cert', 'key'],
  ['key', 'cert'],
])('a %s of TLS without its %s is of no use', (given, missing) => {
  expect(problems({ ...usable, gateway: { tls: { [given]: 'a.pem' } } })).toEqual([
    `gateway.tls.${missing}: expected a path, as gateway.tls.${given} is set, found nothing`,
  ]);
});

test('every problem is told at once, each with its path, what was expected and what was found', () => {
  const file = {
    environment: 'live',
    environments: {
      prod: {
        mysql: { host: '', port: '3306', password: 1234 },
        sources: ['uat', 7],
        tables: { apps: 'a b' },
        ssh: {
          port: 0,
          private_key: 'keys/id',
          host_keys: 'any',
          hosts: ['10.0.0.1', { match: '10.0.0.[1]', jump: 'a b' }],
        },
      },
      '2nd': {},
    },
    gatway: { port: 1 },
    gateway: 'all',
    release: { keep: 1, stop: 0, start: '10s', backup_dir: 'backup', owner: 'app', colour: 'red' },
    package: { proxy: 'user:geheim@proxy:3128', bases: { '3.102': 'ftp://x', '3.103': 'http://[x' } },
    rollout: { confirm: 1.5, groups: { server: { confirm: 0.5 } } },
    directories: { softdir: 'a', configuredir: './a', uploads: '' },
    notifications: [
      { name: 'a b', url: 'ftp://u:geheim@x', on: ['perhaps'], actions: ['list'] },
      { name: 'n', url: 'http://[x', to: 1 },
      { name: 'n', url: 'http://u:geheim@y' },
      {},
    ],
  };
  expect(problems(file).sort()).toEqual(
    [
      'environment: expected one of prod, found "live"',
      'environments.2nd: expected a name of a letter, then letters, digits, - and _ (32 at most), found another name',
      'environments.prod.mysql.host: expected a host name or address, found ""',
      'environments.prod.mysql.password: expected text (a number needs quotes), ${VARIABLE} or file:/path, found a number',
      'environments.prod.mysql.port: expected a whole number from 1 to 65535, found "3306"',
      'environments.prod.sources[0]: expected one of prod, found "uat"',
      'environments.prod.sources[1]: expected the name of an environment, found 7',
      'environments.prod.ssh.host_keys: expected one of known_hosts, first-contact, found "any"',
      'environments.prod.ssh.hosts[0]: expected a map of keys and values, found other text',
      'environments.prod.ssh.hosts[1].jump: expected a host name or address, found "a b"',
      'environments.prod.ssh.hosts[1].match: expected an address or a pattern such as 10.0.1.*, found "10.0.0.[1]"',
      'environments.prod.ssh.port: expected a whole number from 1 to 65535, found 0',
      'environments.prod.ssh.private_key: expected a private key, usually as file:/path, found other text',
      'environments.prod.ssh.known_hosts: expected a path, as host_keys is known_hosts, found nothing',
      'environments.prod.tables.apps: expected a plain table name, found "a b"',
      `gatway: expected one of ${Object.keys(schema.properties).join(', ')}, found an unknown key`,
      'gateway: expected a map of keys and values, found other text',
      'redis.url: expected a redis:// address, found nothing; `npm start` starts a private Redis',
      'release.backup_dir: expected an absolute path on the host, found "backup"',
      'release.colour: expected one of keep, keep_bundles, keep_packages, stop, start, start_attempts, stable, health, command, carry, carry_still, on_drift, owner, plain_links, backup_dir, baseapp_dir, found an unknown key',
      'release.keep: expected a whole number from 2 to 1000, found 1',
      'release.owner: expected user:group or nothing, found "app"',
      'release.start: expected seconds from 0.1 to 3600, found "10s"',
      'release.stop: expected seconds from 0.1 to 3600, found 0',
      'rollout.confirm: expected a whole number from 0 to 3600, found 1.5',
      'rollout.groups.server.confirm: expected a whole number from 0 to 3600, found 0.5',
      'package.bases.3.102: expected an http:// or https:// address, found other text',
      'package.bases.3.103: expected an http:// or https:// address, found other text',
      'package.proxy: expected an http:// or https:// address, none, or nothing, found other text',
      'directories.configuredir: expected a directory of its own, found the one of directories.softdir',
      'directories.uploads: expected a path, found ""',
      'notifications[0].actions[0]: expected one of release, plan, rollback, service, check, drift, doctor, run, Common:Use:run, lookLog, getLog, grepLog, takeover, removal, remove, Enter:route:download, Enter:route:downloadCombile, Deploy:Core:syncpro, Deploy:Core:diff, Deploy:Configure:config, compare, found "list"',
      'notifications[0].name: expected a name of up to 64 letters, digits, ., - and _, found "a b"',
      'notifications[0].on[0]: expected one of done, partial, failed, cancelled, superseded, found "perhaps"',
      'notifications[0].url: expected an http:// or https:// address, found other text',
      'notifications[1].to: expected one of name, url, secret, on, actions, found an unknown key',
      'notifications[1].url: expected an http:// or https:// address, found other text',
      'notifications[2].name: expected a name of its own, found the one of notifications[1]',
      'notifications[3].name: expected a name of up to 64 letters, digits, ., - and _, found nothing',
      'notifications[3].url: expected an http:// or https:// address, found nothing',
    ].sort(),
  );
});

test.each([
  ['nothing at all', null, ['environment', 'environments', 'redis.url']],
  ['a list', [], ['config.yml']],
  ['text', 'prod', ['config.yml']],
  ['no environment', { ...usable, environments: null }, ['environments']],
  [
    'an empty environment',
    { ...usable, environments: { prod: null } },
    ['environments.prod.mysql.host', 'environments.prod.ssh.private_key', 'environments.prod.ssh.known_hosts'],
  ],
  ['an empty item', prodWith({ sources: [null] }), ['environments.prod.sources[0]']],
  ['an unknown key without a value', { ...usable, colour: null }, ['colour']],
  [
    'a key every object has',
    JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}') as object,
    ['__proto__', 'constructor', 'environment', 'environments', 'redis.url'],
  ],
  [
    'a host that is its own way in',
    prodWith({ ssh: { ...usable.environments.prod.ssh, hosts: [{ match: 'a', jump: 'a' }] } }),
    ['environments.prod.ssh.hosts[0].jump'],
  ],
])('%s is refused', (_, file, paths) => {
  const lines = problems(file).map((line) => line.slice(0, line.indexOf(': expected')));
  expect(lines.sort()).toEqual([...paths].sort());
});

test.each([
  ['{branche}', 'found {branche}'],
  ['{commit', 'expected braces in pairs'],
  ['abc', 'expected {commit} in it'],
])('a template of commits that ends in %s is refused', (end, reason) => {
  const [problem, ...others] = problems({
    ...usable,
    versions: { links: { commit: `https://git.example/{group}/${end}` } },
  });
  expect(others).toEqual([]);
  expect(problem).toMatch(/^versions\.links\.commit: /);
  expect(problem).toContain(reason);
});

test.each([
  ['{from}', 'expected {to} in it'],
  ['{from}...{commit}', 'found {commit}'],
  ['', 'expected {from} and {to} in it'],
])('a template of comparisons that ends in "%s" is refused', (end, reason) => {
  const [problem, ...others] = problems({ ...usable, versions: { links: { compare: `https://git.example/${end}` } } });
  expect(others).toEqual([]);
  expect(problem).toMatch(/^versions\.links\.compare: /);
  expect(problem).toContain(reason);
});

test('places of versions are known ones, each once, and templates lead to the web', () => {
  const versions = { from: ['VERSION', 'jar', 'VERSION'], links: { commit: 'https://{group}/{commit}' } };
  expect(problems({ ...usable, versions })).toEqual(['versions.from[2]: expected each place once, found "VERSION"']);
  const wrong = { from: ['pom.xml'], links: { build: 'javascript:{build}' } };
  expect(problems({ ...usable, versions: wrong }).map((line) => line.split(':')[0])).toEqual([
    'versions.from[0]',
    'versions.links.build',
  ]);
});

test('only hosts may hold the logins, and a jump host needs no entry', () => {
  const hosts = [{ match: '10.*', password: 'x', jump: 'gate' }];
  expect(problems(prodWith({ ssh: { host_keys: 'first-contact', hosts } }))).toEqual([]);
  expect(problems(prodWith({ ssh: { host_keys: 'first-contact', hosts: [{ match: '10.*', user: 'x' }] } }))).toEqual([
    'environments.prod.ssh.private_key: expected a private_key, a password or an agent, here or in hosts, found none; `npm start` makes a key',
  ]);
});

test('variables and files that are not there are told, and nothing else of the same value', () => {
  const file = {
    ...usable,
    environment: '${ENVIRONMENT}',
    environments: {
      prod: {
        mysql: { host: '${toString}', password: '${no name}' },
        ssh: { password: 'file:pw', private_key: 'file:/empty' },
      },
    },
    redis: { url: 'redis://:${REDIS}@queue' },
    gateway: { port: '${PORT}' },
  };
  expect(problems(file, { PORT: 'hunter2' }).sort()).toEqual([
    'environment: expected the variable ENVIRONMENT to be set, found nothing',
    'environments.prod.mysql.host: expected the variable toString to be set, found nothing',
    'environments.prod.mysql.password: expected the name of a variable between ${ and } ($${ is a plain ${), found other text',
    'environments.prod.ssh.known_hosts: expected a path, as host_keys is known_hosts, found nothing',
    'environments.prod.ssh.password: expected a readable file at /srv/pw, found EACCES',
    'environments.prod.ssh.private_key: expected a secret in /empty, found an empty file',
    'gateway.port: expected a whole number from 0 to 65535, found "${PORT}"',
    'redis.url: expected the variable REDIS to be set, found nothing',
  ]);
});

test('an address that does not fit is shown without its credentials', () => {
  expect(problems(prodWith({ mysql: { host: 'mysql://root:hunter2@db/x' } }))).toEqual([
    'environments.prod.mysql.host: expected a host name or address, found "mysql://[secret]@db/x"',
  ]);
});

/** The path of every secret of the schema, as a document that holds `value` there. */
function withSecrets(field: Field, value: unknown): unknown {
  if (field.type === 'array') return [withSecrets(field.items, value)];
  if (field.type !== 'object') return field.secret ? value : undefined;
  if (!('properties' in field)) return { prod: withSecrets(field.additionalProperties, value) };
  return Object.fromEntries(Object.entries(field.properties).map(([key, inner]) => [key, withSecrets(inner, value)]));
}

test('no secret is told, whatever is wrong with it', () => {
  const secret = fc.string({ minLength: 12, maxLength: 30 }).map((text) => `hunter2${text}`);
  const wrong = [
    (value: string): unknown => value,
    (value: string): unknown => [value],
    (value: string): unknown => ({ [value]: value, x: value }),
    (value: string): unknown => `\${not a name ${value}}${value}`,
    (value: string): unknown => `redis:// ${value}`,
  ];
  fc.assert(
    fc.property(secret, fc.constantFrom(...wrong), (value, spoil) => {
      const lines = problems({ redis: value, ...(withSecrets(schema, spoil(value)) as object) }).join('\n');
      expect(lines).not.toBe('');
      expect(lines).not.toContain('hunter2');
    }),
  );
});
