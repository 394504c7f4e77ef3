import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Estate } from './support/estate.js';
import { callerOf } from './support/rexflow.js';
import { startWithUnusableRow } from './support/unusableRow.js';

let estate: Estate;
const leftOut = 'left out: odd1 lacks pro_key in the catalogue';

beforeAll(async () => {
  estate = await startWithUnusableRow({ apps: [{}, {}], uat: { version: '7.0.0' } });
  await estate.sql.execute("UPDATE pre_server_detail SET auto_deloy = '1' WHERE app_key = 'odd1'");
});
afterAll(() => estate?.stop());

test('a row that cannot be used does not keep all others from being planned and released, and is named in each answer', async () => {
  const planned = await estate.rex({ action: 'release', k: 'all', senv: 'uat', plan: '1' });
  expect(planned.at('data.warnings')).toEqual({ '0': leftOut });
  const released = await estate.rex({
    action: 'release',
    k: 'all',
    senv: 'uat',
    plan: planned.at('data.hash') as string,
  });
  expect([released.at('code'), released.at('data.warnings')]).toEqual(['0', { '0': leftOut }]);
  const versions = await Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
  expect(versions).toEqual(['7.0.0', '7.0.0']);
  const checked = await estate.rex({ action: 'check', k: 'all' });
  expect([checked.at('code'), checked.at('data.warnings')]).toEqual(['0', { '0': leftOut }]);
  const named = await estate.rex({ action: 'release', k: 'odd', senv: 'uat' });
  expect(named.at('error.code')).toBe('APP_INCOMPLETE');
});

test('the command names such a row below the apps, and a group that has no other below the groups', async () => {
  const caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
  const next = 'how they are put right: rexflow problems';
  const ends = async (...args: string[]) => (await caller.call(...args)).stdout.trimEnd().split('\n').slice(-2);
  const words =
    /^- (10\.9\.9\.9: )?odd1 \(id \d+\): odd1 lacks pro_key in the catalogue; cure: rexflow app set odd1 service\.process=<value>$/;
  const row = expect.stringMatching(words);
  expect(await ends('apps')).toEqual([row, next]);
  expect(await ends('apps', '--group', 'odd')).toEqual([row, next]);
  expect(await ends('groups')).toEqual(['- odd: no row of it can be used', next]);
  expect((await caller.call('apps', '--group', 'server')).stdout).not.toContain(next);
  expect((await caller.call('hosts')).stdout).not.toContain(next);
  await estate.sql.execute("UPDATE pre_server_detail SET network_ip = '10.9.9.9' WHERE app_key = 'odd1'");
  expect(await ends('hosts')).toEqual([row, next]);
  const json = JSON.parse((await caller.call('apps', '--json')).stdout) as Record<string, unknown>;
  expect(json).toMatchObject({ unusable: [{ app: 'odd1', code: 'APP_INCOMPLETE' }], unusableTotal: 1 });
});

test('a group with a row that cannot be used is refused by its name, and released without it where the request says so', async () => {
  await estate.sql.execute("UPDATE pre_server_detail SET local_name = 'server' WHERE app_key = 'odd1'");
  const headers = { authorization: `Bearer ${estate.token}` };
  const ask = (body: object) =>
    estate.call('/v1/releases', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ apps: 'server', source: { type: 'environment', name: 'uat' }, ...body }),
    });
  const refused = await ask({});
  expect([refused.status, refused.at('code')]).toEqual([400, 'APP_INCOMPLETE']);
  const taken = await ask({ leaveOut: true });
  expect(taken.at('warnings')).toEqual([leftOut]);
  const id = String(taken.at('id'));
  await estate.call(`/v1/releases/${id}/events`, { headers: { ...headers, accept: 'text/event-stream' } });
  const released = await estate.call(`/v1/releases/${id}`, { headers });
  expect(released.at('outcome')).toBe('done');
  expect((released.at('apps') as { app: string }[]).map(({ app }) => app)).toEqual(['server1', 'server2']);
  const unknown = await ask({ apps: ['server', 'nobody'], leaveOut: true });
  expect(unknown.at('code')).toBe('APP_UNKNOWN');

  const caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
  const told = await caller.call('release', 'server', '--senv', 'uat');
  expect([told.status, told.stderr]).toEqual([3, expect.stringContaining('--leave-out')]);
  const without = await caller.call('release', 'server', '--senv', 'uat', '--leave-out');
  expect([without.status, without.stdout]).toEqual([0, expect.stringContaining('left out: odd1')]);
});
