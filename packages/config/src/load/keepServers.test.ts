import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { serverSecrets, withServersOf } from './keepServers.js';

const before = `# ours
environment: prod
folder: /var/lib/old
environments:
  prod:
    mysql: { host: old-db, user: old, password: 'file:/etc/rexflow/mysql.password' }
    ssh: { user: deploy, private_key: 'file:/etc/rexflow/keys/ssh_key' } # the key of all hosts
  uat:
    mysql: { host: uat-db }
redis: { url: 'redis://old' }
gateway: { port: 3000, upload_limit: 5 }
rollout: { batch: 3 }
`;
const here = {
  path: '/etc/rexflow/config.yml',
  text: `environment: prod
folder: /srv/rexflow
environments:
  prod:
    mysql: { host: 127.0.0.1, password: 'file:mysql.password' }
    ssh: { user: root, private_key: 'file:/etc/rexflow/keys/ssh_key' }
redis: { url: 'file:/etc/rexflow/redis.url' }
gateway: { port: 3100 }
`,
};

test('servers, port and folder are those of here, all else is what the backup says, comments too', () => {
  const text = withServersOf(before, here, 'prod');
  expect(parse(text)).toEqual({
    environment: 'prod',
    folder: '/srv/rexflow',
    environments: {
      prod: {
        mysql: { host: '127.0.0.1', password: 'file:mysql.password' },
        ssh: { user: 'deploy', private_key: 'file:/etc/rexflow/keys/ssh_key' },
      },
      uat: { mysql: { host: 'uat-db' } },
    },
    redis: { url: 'file:/etc/rexflow/redis.url' },
    gateway: { port: 3100, upload_limit: 5 },
    rollout: { batch: 3 },
  });
  expect(text).toContain('# ours');
  expect(text).toContain('# the key of all hosts');
});

test('what is not said here is taken away: its default counts', () => {
  const text = withServersOf(before, { ...here, text: here.text.replace('gateway: { port: 3100 }\n', '') }, 'prod');
  expect((parse(text) as { gateway: object }).gateway).toEqual({ upload_limit: 5 });
});

test('a backup that says nothing of a gateway, or leaves it empty, takes the port of here', () => {
  const gatewayOf = (text: string): unknown =>
    (parse(withServersOf(text, here, 'prod')) as { gateway: unknown }).gateway;
  const without = before.replace(/^gateway: .*\n/m, '');
  expect(gatewayOf(without)).toEqual({ port: 3100 });
  expect(gatewayOf(`${without}gateway:\n  # port: 3000\n`)).toEqual({ port: 3100 });
  const neither = { ...here, text: here.text.replace('gateway: { port: 3100 }\n', '') };
  expect(parse(withServersOf(without, neither, 'prod'))).not.toHaveProperty('gateway');
});

test('the files with the secrets of these servers are known, from the folder of here on', () => {
  expect([...serverSecrets(here, 'prod')]).toEqual(['/etc/rexflow/redis.url', '/srv/rexflow/mysql.password']);
});

test('a certificate of here stays with its address; without one that of the backup comes along, its address where every machine has it', () => {
  const withTls = (text: string, host: string, cert: string): string =>
    text.replace('gateway: { ', `gateway: { host: ${host}, tls: { cert: ${cert}, key: tls/key.pem }, `);
  const gatewayOf = (text: string, there: string): unknown =>
    (parse(withServersOf(text, { ...here, text: there }, 'prod')) as { gateway: unknown }).gateway;
  const [old, own] = [withTls(before, '10.0.0.1', '/old.pem'), withTls(here.text, '10.0.0.2', '/own.pem')];
  const tls = (cert: string): object => ({ cert, key: 'tls/key.pem' });
  expect(gatewayOf(old, own)).toEqual({ host: '10.0.0.2', tls: tls('/own.pem'), port: 3100, upload_limit: 5 });
  expect(gatewayOf(before, own)).toEqual({ host: '10.0.0.2', tls: tls('/own.pem'), port: 3100, upload_limit: 5 });
  const brought = { tls: tls('/old.pem'), port: 3100, upload_limit: 5 };
  expect(gatewayOf(old, here.text)).toEqual(brought);
  expect(gatewayOf(old, here.text.replace('port: 3100', 'port: 3100, host: 10.0.0.3'))).toEqual({
    ...brought,
    host: '10.0.0.3',
  });
  for (const host of ['0.0.0.0', '::'])
    expect(gatewayOf(old.replace('10.0.0.1', `'${host}'`), here.text)).toEqual({ ...brought, host });
  expect([...serverSecrets({ ...here, text: own }, 'prod')].slice(2)).toEqual(['/own.pem', '/srv/rexflow/tls/key.pem']);
});

test('the address of figures comes along where every machine has it, and is that of here otherwise', () => {
  const of = (metrics: string): string => `worker: { apps: 2${metrics && `, metrics_host: ${metrics}`} }\n`;
  const workerOf = (old: string, own: string): unknown =>
    (parse(withServersOf(before + of(old), { ...here, text: here.text + of(own) }, 'prod')) as { worker: unknown })
      .worker;
  expect(workerOf('0.0.0.0', '10.0.0.2')).toEqual({ apps: 2, metrics_host: '0.0.0.0' });
  expect(workerOf('10.0.0.1', '10.0.0.2')).toEqual({ apps: 2, metrics_host: '10.0.0.2' });
  expect(workerOf('10.0.0.1', '')).toEqual({ apps: 2 });
});
