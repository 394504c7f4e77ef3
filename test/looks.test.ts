import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDemoApp, stopDemoApp } from '#provision';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate, type Host } from './support/estate.js';
import { holdStart } from './support/gate.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { expectRest } from './support/scene.js';
import { ship } from './support/update.js';

/* Hosts are looked at every second, and what is live is compared as often. */
let estate: Estate;
let caller: Caller;
beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}, {}],
    workers: 2,
    config: { fleet: { look: 1, drift: 1 }, release: { start: 60 } },
    row: (row) => ({ ...row, url: row.app_key === 'server3' ? String(row.url) : '' }),
  });
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
});
afterAll(() => estate?.stop());

type Items = Record<string, unknown>[];
const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askJson(estate, method, path, body);
const items = async (path: string): Promise<Items> => (await ask('GET', path)).at('items') as Items;
const group = async (): Promise<Record<string, unknown>> => (await items('/v1/groups'))[0]!;
const app = async (key: string): Promise<Record<string, unknown>> =>
  (await items('/v1/apps')).find((one) => one.key === key)!;
const hostOf = async ({ app: { host } }: Host): Promise<Record<string, unknown>> =>
  (await items('/v1/hosts')).find((one) => one.address === host)!;

/** Waits until an answer holds something, and gives it. */
async function shown<T>(what: string, asked: () => Promise<T>, expected: object): Promise<T> {
  let last: T | undefined;
  try {
    return await until(what, 20, async () => {
      last = await asked();
      return matches(last, expected) ? last : null;
    });
  } catch (thrown) {
    throw new Error(`${String(thrown)}: ${JSON.stringify(last)}`, { cause: thrown });
  }
}

const matches = (found: unknown, expected: object): boolean => {
  try {
    expect(found).toMatchObject(expected);
    return true;
  } catch {
    return false;
  }
};

const [one, two, three] = ['server1', 'server2', 'server3'];
const uniform = { state: 'uniform', by: 'look', failing: [], drifted: [], unknown: [] };
let first = '';

test('a look takes no host key on trust: before the first contact a host is unknown, and says why', async () => {
  const host = await shown('a try', () => hostOf(estate.hosts[0]!), {
    seen: { trouble: { code: 'HOST_KEY_UNKNOWN' } },
  });
  expect(host).toMatchObject({ lastSeen: null, hostKeys: [], seen: { state: 'unknown', at: null } });
  expect((await caller.call('hosts')).stdout).toContain('a look takes no key on trust');
  expect(await group()).toMatchObject({ state: 'unknown', seenAt: null });
});

test('what a release left is what looks find: uniform, with an age and the version', async () => {
  expect((await ship(estate, '2.0.0')).at('code')).toBe('0');
  const running = await shown('all being looked at', group, uniform);
  first = String((running.releases as Items)[0]!.release);
  expect(running).toMatchObject({ releases: [{ apps: [one, two, three], version: '2.0.0' }] });
  const before = String(running.seenAt);
  await until('a newer look at all', 20, async () => String((await group()).seenAt) > before);
  expect(await app(one!)).toMatchObject({ seen: { state: 'well', by: 'look', reason: null, moved: false } });
  const groups = await caller.call('groups');
  expect(groups.stdout).toMatch(/^server +uniform +\d+ s ago .*2\.0\.0 on 3 of 3 apps/m);
  expect((await caller.call('hosts')).stdout).toMatch(/ well +\d+ s ago /);
});

test('a process that is gone makes its app failing, with the reason; started again it is well', async () => {
  const [host] = estate.hosts;
  await stopDemoApp(host!.app);
  expect(await shown('failing', group, { state: 'failing', failing: [one] })).toMatchObject({ releases: [{}] });
  expect(await app(one!)).toMatchObject({
    seen: {
      ...{ state: 'failing', reason: 'no process of it runs', release: { release: first } },
      statement: { id: 'seen.noProcess' },
    },
  });
  expect(await hostOf(host!)).toMatchObject({ seen: { state: 'failing', failing: [one] } });
  expect((await caller.call('apps')).stdout).toContain('server1 is failing: no process of it runs');
  await startDemoApp(host!.app);
  await shown('well again', group, uniform);
  const logs = estate.logs('worker1') + estate.logs('worker2');
  expect(logs).toContain('the app is failing: no process of it runs');
  expect(logs).toContain('the app is well again');
});

test('an app that runs and does not answer as it is to is failing', async () => {
  await estate.sql.query("UPDATE pre_server_detail SET requirecode = '418' WHERE app_key = ?", [three]);
  await shown('failing', group, { state: 'failing', failing: [three] });
  expect(await app(three!)).toMatchObject({ seen: { reason: expect.stringContaining('instead of 418') } });
  await estate.sql.query("UPDATE pre_server_detail SET requirecode = '' WHERE app_key = ?", [three]);
  await shown('well again', group, uniform);
});

test('a link moved by hand makes the group mixed and its app drifted, and is told with what runs now', async () => {
  const { programLink } = estate.hosts[0]!.app;
  const before = realpathSync(programLink);
  expect((await ship(estate, '3.0.0')).at('code')).toBe('0');
  await shown('the new release', group, { ...uniform, releases: [{ version: '3.0.0' }] });
  const through = readlinkSync(programLink);
  spawnSync('ln', ['-sfn', before, programLink]);
  const mixed = await shown('mixed', group, { state: 'mixed', drifted: [one] });
  expect(mixed).toMatchObject({
    releases: [
      { apps: [two, three], version: '3.0.0' },
      { apps: [one], version: '2.0.0', release: first },
    ],
  });
  expect(await app(one!)).toMatchObject({
    live: { version: '3.0.0' },
    seen: { state: 'drifted', moved: true, release: { release: first, version: '2.0.0' } },
  });
  expect((await caller.call('apps')).stdout).toMatch(/^server1 .*2\.0\.0 \(moved by hand\)/m);
  spawnSync('ln', ['-sfn', through, programLink]);
  await shown('uniform again', group, uniform);
});

test('a file changed by hand is found by a look, and named', async () => {
  const file = join(realpathSync(estate.hosts[1]!.app.programLink), 'VERSION');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, 'by hand\n');
  await shown('drifted', group, { state: 'drifted', drifted: [two] });
  expect(await app(two!)).toMatchObject({
    drift: { state: 'drifted', asked: null, files: { total: 1 }, paths: ['changed program/VERSION'] },
  });
  writeFileSync(file, text);
  await shown('exact again', group, uniform);
});

test('a host nobody gets into is unknown with its age, and the others are seen all the same', async () => {
  const [, host] = estate.hosts;
  await host!.sshd.stop();
  const away = await shown('unknown', () => hostOf(host!), {
    seen: { state: 'unknown', trouble: { code: 'UNREACHABLE' } },
  });
  expect(new Date(String(away.lastSeen)).getTime()).toBeLessThan(Date.now() - 3000);
  expect(await shown('the group', group, { state: 'unknown', unknown: [two] })).toMatchObject({
    releases: [{ apps: [one, three] }],
  });
  expect(await app(two!)).toMatchObject({ seen: { state: 'unknown', at: away.lastSeen, reason: expect.any(String) } });
  for (const other of [estate.hosts[0]!, estate.hosts[2]!]) {
    const before = String((await hostOf(other)).lastSeen);
    await until('a newer look', 20, async () => String((await hostOf(other)).lastSeen) > before);
    expect(await hostOf(other)).toMatchObject({ seen: { state: 'well' } });
  }
  await host!.openSshd();
  await shown('seen again', group, uniform);
});

test('what does not run on a host out of service is nobody’s worry', async () => {
  const [host] = estate.hosts;
  const name = encodeURIComponent(host!.app.host);
  await ask('PUT', `/v1/hosts/${name}`, { address: host!.app.host });
  expect((await ask('PUT', `/v1/hosts/${name}/outage`, { reason: 'new disk' })).status).toBe(200);
  await stopDemoApp(host!.app);
  const before = String((await hostOf(host!)).lastSeen);
  await until('a newer look', 20, async () => String((await hostOf(host!)).lastSeen) > before);
  expect(await hostOf(host!)).toMatchObject({ outage: { reason: 'new disk' }, seen: { state: 'well', failing: [] } });
  expect(await group()).toMatchObject({ failing: [] });
  await ask('DELETE', `/v1/hosts/${name}/outage`);
  await shown('failing', group, { state: 'failing', failing: [one] });
  await startDemoApp(host!.app);
  await shown('well again', group, uniform);
});

test('a host whose login was refused is looked at at once when its login is changed', async () => {
  const { app, sshd } = estate.hosts[0]!;
  const path = `/v1/hosts/${encodeURIComponent(app.host)}`;
  const login = async (user: string): Promise<void> => {
    const put = await ask('PUT', path, { address: app.host, login: { user, port: sshd.port } });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
  };
  const row = async (): Promise<Record<string, unknown>> => {
    const minutes = 'TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(3), next_at)';
    const rows = await estate.rows(`SELECT trouble, ${minutes} AS minutes FROM rexflow_looks WHERE host = ?`, [
      app.host,
    ]);
    const { trouble, minutes: again } = rows[0]!;
    return { hourly: Number(again) > 50, code: (JSON.parse(String(trouble)) as { code: string } | null)?.code };
  };
  try {
    await login('nobody-there');
    await shown('it being tried once an hour', row, { hourly: true, code: 'AUTHENTICATION' });
  } finally {
    await login(sshd.user);
  }
  await shown('seen again', () => hostOf(estate.hosts[0]!), { seen: { state: 'well', trouble: null } });
});

test('a host that a release is at work on is left alone, and is not unknown for that', async () => {
  const gate = holdStart(estate.hosts[0]!);
  const released = ship(estate, '4.0.0');
  const { host } = estate.hosts[0]!.app;
  const row = async () =>
    (await estate.rows('SELECT busy_at, seen_at FROM rexflow_looks WHERE host = ?', [host]))[0] as Record<
      'busy_at' | 'seen_at',
      string | null
    >;
  const busy = await until('it being left alone', 20, async () => {
    const found = await row();
    return found.busy_at !== null && found.busy_at > String(found.seen_at) && found;
  });
  // Longer than a look counts.
  await until('more than three looks', 20, async () => {
    const found = await row();
    return Date.parse(`${found.busy_at}Z`) - Date.parse(`${busy.busy_at}Z`) > 4000;
  });
  expect((await row()).seen_at).toBe(busy.seen_at);
  expect(await hostOf(estate.hosts[0]!)).toMatchObject({ seen: { trouble: null } });
  expect(((await hostOf(estate.hosts[0]!)).seen as Record<string, unknown>).state).not.toBe('unknown');
  await gate.open();
  expect((await released).at('code')).toBe('0');
  await shown('uniform', group, { ...uniform, releases: [{ version: '4.0.0' }] });
});

test('workers share the hosts; what one that was killed had in hand, another looks at', async () => {
  const [killed] = estate.workers;
  killed!.kill('SIGKILL');
  const [row] = await estate.rows('SELECT UTC_TIMESTAMP(3) AS at');
  const at = String(row!.at);
  await until('every host being seen after that', 60, async () => {
    const rows = await estate.rows("SELECT host FROM rexflow_looks WHERE host <> '' AND seen_at <= ?", [at]);
    return rows.length === 0;
  });
  await shown('uniform', group, uniform);
  const report = await ask('GET', '/v1/doctor');
  const findings = report.at('findings') as Items;
  expect(findings.find(({ name }) => name === 'fleet.looks')).toMatchObject({
    state: 'ok',
    message: '3 of 3 hosts were seen within 3000 ms',
  });
  await expectRest(estate);
});

test('an app that is gone leaves no row', async () => {
  await estate.sql.query('DELETE FROM pre_server_detail WHERE app_key = ?', [three]);
  await until('its rows being gone', 20, async () => {
    const seen = await estate.rows('SELECT app_key FROM rexflow_seen ORDER BY app_key');
    const looks = await estate.rows('SELECT host FROM rexflow_looks WHERE host = ?', [estate.hosts[2]!.app.host]);
    return seen.length === 2 && looks.length === 0;
  });
  await shown('uniform', group, { ...uniform, apps: [one, two] });
});
