import { expect, test } from 'vitest';
import { fillGaps, gaps } from './gaps.js';
import { resolveConfig } from './resolve.js';

const mysql = { host: '127.0.0.1', port: 4000, database: 'autotask', user: 'rexflow', password: 'a${b}' };
const fillings = { redisUrl: 'redis://127.0.0.1:1', mysql, privateKey: 'file:keys/id' };

const bare = {
  environment: 'prod',
  environments: {
    prod: { description: 'here', mysql: { host: null }, ssh: { user: 'deploy', host_keys: 'first-contact' } },
  },
};

test('an empty document has every gap, and so has a broken one', () => {
  const all = { redis: true, mysql: true, login: true };
  for (const document of [bare, null, 'text', [], { environment: 3, environments: 'x', redis: [] }]) {
    expect(gaps(document)).toEqual(all);
  }
});

test('gaps are filled and the result is usable from anywhere', () => {
  const filled = fillGaps(bare, '/srv/rexflow', fillings);
  expect(gaps(filled)).toEqual({ redis: false, mysql: false, login: false });
  const read: string[] = [];
  const key = '-----BEGIN PRIVATE KEY-----';
  const config = resolveConfig({ file: filled, env: {}, folder: '/tmp', readSecret: (path) => (read.push(path), key) });
  const { prod } = config.environments;
  expect(prod!.mysql.password.reveal()).toBe('a${b}');
  expect(prod!.mysql.port).toBe(4000);
  expect(prod!.ssh.user).toBe('deploy');
  expect(prod!.description).toBe('here');
  expect(config.redis.url.reveal()).toBe('redis://127.0.0.1:1');
  expect(read).toEqual(['/srv/rexflow/keys/id']);
  expect(config.directories.store).toBe('/srv/rexflow/.rexflow/data/bundles');
  expect(bare.environments.prod.mysql.host).toBeNull();
});

test('what the document says stays', () => {
  const full = {
    environment: 'prod',
    folder: '/own',
    environments: {
      prod: { mysql: { host: 'db', port: 1 }, ssh: { hosts: [{ match: 'a', password: 'x' }] } },
    },
    redis: { url: 'redis://queue' },
  };
  expect(gaps(full)).toEqual({ redis: false, mysql: false, login: false });
  expect(fillGaps(full, '/srv/rexflow', fillings)).toEqual(full);
});
