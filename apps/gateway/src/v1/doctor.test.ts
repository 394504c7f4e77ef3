import type { BacklogView, InstallationReport } from '#api';
import { randomUUID } from 'node:crypto';
import { claimStore } from '#bundle';
import { installationRecords } from '#records';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, startTestGateway, rex, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

let gateway: TestGateway;
let redis: Redis;
beforeAll(async () => {
  gateway = await startTestGateway();
  redis = new Redis(gateway.config.redis.url.reveal());
  redis.on('error', () => undefined);
});
afterAll(async () => {
  redis?.disconnect();
  await gateway?.end();
});

async function examined(): Promise<InstallationReport> {
  return (await ask(gateway, 'GET', '/v1/doctor')).body as unknown as InstallationReport;
}
const statesOf = ({ findings }: InstallationReport) =>
  Object.fromEntries(findings.map(({ name, state }) => [name, state]));
const finding = ({ findings }: InstallationReport, name: string) => findings.find((one) => one.name === name);

test('an installation that is well, but for what the test leaves out', async () => {
  await redis.config('SET', 'appendonly', 'yes');
  await redis.config('SET', 'maxmemory-policy', 'noeviction');
  const told = await examined();
  expect(statesOf(told)).toEqual({
    'catalogue.rows': 'ok',
    'fleet.looks': 'ok',
    hold: 'ok',
    backup: 'ok',
    'redis.reached': 'ok',
    'redis.writes': 'ok',
    'redis.version': 'ok',
    'redis.policy': 'ok',
    'redis.persistence': 'ok',
    'redis.memory': 'ok',
    'redis.clock': 'ok',
    'mysql.reached': 'ok',
    'mysql.version': 'ok',
    // The user of the tests may do everything.
    'mysql.rights': 'warning',
    'mysql.clock': 'ok',
    'mysql.migrations': 'ok',
    'mysql.room': 'ok',
    'store.writable': 'ok',
    'store.space': expect.stringMatching(/ok|warning/),
    installation: 'warning',
    'directories.shared': 'ok',
    'workers.alive': 'ok',
    'files.modes': 'ok',
    'process.rights': 'ok',
    version: 'ok',
    'workers.clock': 'ok',
    'workers.unpack': 'ok',
    'catalogue.names': 'ok',
    'hosts.keys': 'warning',
    'sources.uat': 'ok',
  });
  expect(finding(told, 'mysql.room')!.message).toMatch(
    /take [\d.]+ MB \(rexflow_\w+ .*kept are requests 730 days, audit 1095 days, events 30 days, deliveries 30 days$/,
  );
  expect(told.state).toBe('warning');
  expect(finding(told, 'hosts.keys')!.message).toContain('1 of 1 hosts have no recorded key: 127.0.0.11');
  for (const { state, advice } of told.findings) expect(advice === null).toBe(state === 'ok');
});

test('whose the database and the store are is told, and what to do where they differ', async () => {
  const { store } = gateway.config.directories;
  const [ours, theirs] = ['prod on ops1', 'prod on ops2'].map((name) => ({ id: randomUUID(), name }));
  const owner = installationRecords(gateway.db);
  await owner.propose({ ...ours!, confirmed: false });
  expect(finding(await examined(), 'installation')).toMatchObject({ state: 'failed' });
  expect(await claimStore(store, theirs!)).toEqual(theirs);
  const apart = finding(await examined(), 'installation')!;
  expect(apart).toMatchObject({ state: 'failed', advice: expect.stringContaining('.installation') });
  expect(apart.message).toContain(
    `the database belongs to prod on ops1 (${ours!.id}), the store in ${store} to prod on ops2`,
  );
  await owner.confirm(ours!.id);
  expect(finding(await examined(), 'installation')!.advice).toContain('rexflow takeover all --reason');
  await owner.replace(theirs!);
  expect(finding(await examined(), 'installation')).toMatchObject({
    state: 'ok',
    message: expect.stringContaining('prod on ops2'),
  });
});

test('a host whose key is recorded is well', async () => {
  await gateway.db.execute(
    "INSERT INTO rexflow_host_keys (address, port, key_type, public_key, first_seen) VALUES ('127.0.0.11', 22, 'ssh-ed25519', 'AAAA', UTC_TIMESTAMP(3))",
  );
  expect(finding(await examined(), 'hosts.keys')!.state).toBe('ok');
});

test('an app that nobody can ask for by its name is told, with what to do', async () => {
  await gateway.db.execute("UPDATE pre_server_detail SET app_key = 'my app' WHERE app_key = 'server1'");
  try {
    const told = finding(await examined(), 'catalogue.names')!;
    expect(told).toMatchObject({ state: 'warning', message: expect.stringContaining('k cannot name "my app"') });
  } finally {
    await gateway.db.execute("UPDATE pre_server_detail SET app_key = 'server1' WHERE app_key = 'my app'");
  }
});

test('a Redis that throws jobs away, forgets, or is nearly full is told with what to do', async () => {
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  await redis.config('SET', 'appendonly', 'no');
  const used = Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))![1]);
  await redis.config('SET', 'maxmemory', String(Math.round(used * 1.1)));
  const told = await examined();
  expect(statesOf(told)).toMatchObject({
    'redis.policy': 'failed',
    'redis.persistence': 'warning',
    'redis.memory': 'warning',
  });
  expect(finding(told, 'redis.policy')!.advice).toContain('noeviction');
  expect(told.state).toBe('failed');
  await redis.config('SET', 'maxmemory', '0');
  await redis.config('SET', 'maxmemory-policy', 'noeviction');
});

test('a Redis that is full says so, everywhere, with the cure, and nobody says that the workers died', async () => {
  await redis.config('SET', 'maxmemory', '1');
  try {
    const full = expect.stringMatching(/^Redis is full: \d+ MiB used, maxmemory is 0 MiB/);
    const told = await examined();
    expect(finding(told, 'redis.writes')).toMatchObject({ state: 'failed', message: full });
    expect(finding(told, 'redis.writes')!.advice).toContain('CONFIG SET maxmemory');
    expect(finding(told, 'redis.memory')!.state).toBe('failed');
    expect(finding(told, 'workers.alive')).toMatchObject({ state: 'ok', message: '1 alive' });
    expect(await call(gateway, '/readyz')).toMatchObject({
      status: 503,
      body: {
        missing: ['redis'],
        workers: 1,
        reasons: [expect.stringMatching(/^Redis is full: .*CONFIG SET maxmemory/)],
      },
    });
    const stored = async () => (await gateway.db.query('SELECT id FROM rexflow_requests')).length;
    const before = await stored();
    const refused = await ask(gateway, 'POST', '/v1/releases', {
      body: { apps: 'server1', source: { type: 'updateDirectory' } },
    });
    expect(refused).toMatchObject({ status: 503, body: { code: 'QUEUE_FULL', detail: full } });
    expect(await stored()).toBe(before);
    const asked = await rex(gateway, { action: 'release', k: 'server1' });
    expect(asked).toMatchObject({ status: 503, body: { msg: expect.stringMatching(/^Redis内存已满: 已用 \d+ MiB/) } });
  } finally {
    await redis.config('SET', 'maxmemory', '0');
  }
  expect(await call(gateway, '/readyz')).toMatchObject({ status: 200, body: { workers: 1 } });
});

test('the clock of each worker is told', async () => {
  const sign = `{rexflow-${gateway.config.environment}}:sign`;
  const [own] = await redis.keys(`${sign}:*`);
  for (const [id, clockAheadMs] of Object.entries({ ahead: 40 * 86_400_000, behind: -20_000 })) {
    await redis.sadd(`${sign}s`, id);
    await redis.set(`${sign}:${id}`, JSON.stringify({ clockAheadMs }), 'PX', 60_000);
  }
  const told = finding(await examined(), 'workers.clock')!;
  expect(finding(await examined(), 'version')).toMatchObject({
    state: 'warning',
    message: expect.stringMatching(/^the gateway is rexflow 0\.\d.*, but .*worker ahead is of an earlier version/),
  });
  await redis.del(`${sign}:ahead`, `${sign}:behind`);
  expect(told.state).toBe('warning');
  expect(told.message).toContain('worker ahead is 40 days ahead of Redis');
  expect(told.message).toContain('worker behind is 20 s behind Redis');
  expect(told.message).not.toContain(own!.slice(sign.length + 1));
});

test('what waits for workers', async () => {
  gateway.play = () => Promise.resolve(null);
  const one = await ask(gateway, 'POST', '/v1/releases', {
    body: { apps: 'server1', source: { type: 'updateDirectory' } },
  });
  const two = await ask(gateway, 'POST', '/v1/releases', {
    body: { apps: 'server1', source: { type: 'updateDirectory' }, queue: 'wait' },
  });
  expect([one.status, two.status]).toEqual([202, 202]);
  const told = (await ask(gateway, 'GET', '/v1/backlog')).body as unknown as BacklogView;
  expect(told).toMatchObject({ queued: 1, waiting: 1, running: 0, workers: 1 });
  expect(told.oldestSeconds).toBeGreaterThanOrEqual(0);
});

test('without a worker, and without Redis', async () => {
  await gateway.stopWorker();
  expect(finding(await examined(), 'workers.alive')).toMatchObject({ state: 'failed', advice: expect.any(String) });
  await gateway.stopRedis();
  const told = await examined();
  expect(statesOf(told)).toMatchObject({
    'redis.reached': 'failed',
    'mysql.reached': 'ok',
    'workers.alive': 'warning',
  });
  expect((await ask(gateway, 'GET', '/v1/backlog')).body.code).toBe('QUEUE_AWAY');
});
