import { appendFileSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { scenesOf } from './support/scene.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}], uat: { version: '7.0.0' } });
});
afterAll(async () => {
  await estate?.stop();
});

const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askJson(estate, method, path, body);

/** A request that was taken, once it is settled. */
async function end(taken: Answer): Promise<Answer> {
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const id = String(taken.at('id'));
  return await until('the settlement', 60, async () => {
    const now = await ask('GET', `/v1/releases/${id}`);
    return now.at('state') === 'settled' ? now : undefined;
  });
}

const source = { type: 'updateDirectory' };
const everywhere = { apps: 'server', source };
const plan = async (body: object = everywhere): Promise<Answer> => {
  const told = await ask('POST', '/v1/releases/plan?wait=60', body);
  expect(told.status, JSON.stringify(told.body)).toBe(200);
  return told;
};

/** Everything that could show that something was changed. */
const world = async () => [
  await scenesOf(estate),
  await estate.rows('SELECT * FROM pre_deploy_manage'),
  await estate.rows('SELECT app_key, request_id FROM rexflow_leases WHERE request_id IS NOT NULL'),
];

test('a plan tells what would be done, and changes nothing', async () => {
  fillUpdateDirectory(estate, '2.0.0', { server1: 'color=red\ndb.password=geheim' });
  const before = await world();
  const told = await plan({ ...everywhere, batch: 1, confirm: 60 });
  expect(told.body).toMatchObject({
    action: 'release',
    outcome: 'ready',
    caller: 'admin',
    sources: [],
    warnings: [],
    rollout: { policy: 'undo', batchSize: 1, confirm: 60 },
    apps: [
      { app: 'server1', batch: 0, restarts: true, processes: 1, trouble: null },
      { app: 'server2', batch: 1, restarts: true, processes: 1, trouble: null },
    ],
  });
  const one = told.at('apps.0') as Record<string, unknown>;
  expect(one.live).toMatchObject({ program: realpathSync(estate.hosts[0]!.app.programLink) });
  expect(one.program).toMatchObject({ changed: 2, paths: { changed: ['VERSION', 'app.mjs'], deleted: [], added: [] } });
  expect(one.config).toMatchObject({ changed: 1, paths: { changed: ['app.properties'] } });
  expect(one.steps).toEqual([
    { phase: 'prepare', step: 'inspect' },
    { phase: 'prepare', step: 'carry' },
    { phase: 'prepare', step: 'seal' },
    { phase: 'activate', step: 'activate' },
    { phase: 'activate', step: 'probe' },
    { phase: 'activate', step: 'confirm' },
  ]);
  const [text] = one.texts as { path: string; patch: string }[];
  expect(text).toMatchObject({ path: 'app.properties' });
  expect(text!.patch).toContain('+color=red');
  expect(text!.patch).toContain('+db.password=***');
  expect(JSON.stringify(told.body)).not.toContain('geheim');
  expect(one.bytes).toBeGreaterThan(0);
  expect(one.freeBytes).toBeGreaterThan(0);
  expect(await world()).toEqual(before);
  expect(await ask('GET', `/v1/releases/${String(told.at('id'))}/plan`)).toMatchObject({ body: told.body });
});

test('a release that asks for its plan does exactly that, and is refused when the world has moved', async () => {
  fillUpdateDirectory(estate, '3.0.0');
  const hash = String((await plan()).at('hash'));
  expect((await plan()).at('hash')).toBe(hash);
  const done = await end(await ask('POST', '/v1/releases', { ...everywhere, plan: hash }));
  expect(done.at('outcome')).toBe('done');

  // The same bytes again, but what they would replace is another release now.
  const before = await world();
  const moved = await end(await ask('POST', '/v1/releases', { ...everywhere, plan: hash }));
  expect(moved.body).toMatchObject({ outcome: 'failed', trouble: { code: 'PLAN_CHANGED', class: 'input' } });
  const changes = moved.at('trouble.details.changes') as string[];
  expect(changes).toContainEqual(expect.stringMatching(/^the live program of server1 is .*_\d{6}, not .*/));
  expect(moved.at('trouble.details')).toMatchObject({
    files: [],
    hosts: estate.hosts.map(({ app }) => `${app.name} on ${app.host}`),
  });

  const again = String((await plan()).at('hash'));
  appendFileSync(join(estate.data, 'updatedir/softdir/server/VERSION'), 'and more\n');
  const other = await end(await ask('POST', '/v1/releases', { ...everywhere, plan: again }));
  expect(other.at('trouble.details.changes')).toEqual(['the program of server has other contents: VERSION']);
  const hosts = estate.hosts.map(({ app }) => `${app.name} on ${app.host}`);
  expect(other.at('trouble.details')).toMatchObject({ files: ['server/VERSION'], hosts });
  expect(other.at('trouble.message')).toContain(`; files: server/VERSION; hosts: ${hosts.join(', ')}`);
  expect((await scenesOf(estate)).map(({ program }) => program)).toEqual(
    (before[0] as { program: string }[]).map(({ program }) => program),
  );

  const unknown = await ask('POST', '/v1/releases', { ...everywhere, plan: '0'.repeat(64) });
  expect(unknown).toMatchObject({ status: 404, body: { code: 'PLAN_UNKNOWN' } });
});

test('what a host would refuse stands in the plan, and a plan that cannot be made says why', async () => {
  const { init } = estate.hosts[1]!.app;
  const script = readFileSync(init, 'utf8');
  rmSync(init);
  const told = await plan();
  writeFileSync(init, script, { mode: 0o755 });
  expect(told.body).toMatchObject({
    outcome: 'troubled',
    apps: [{ trouble: null }, { app: 'server2', trouble: { code: 'INIT_MISSING' }, processes: null, freeBytes: null }],
  });
  rmSync(join(estate.data, 'updatedir'), { recursive: true });
  const none = await ask('POST', '/v1/releases/plan?wait=60', everywhere);
  expect(none).toMatchObject({ status: 409, body: { code: 'PLAN_FAILED' } });
  expect(none.at('detail')).toMatch(/update directory/);
});

test('/rex tells a plan, too', async () => {
  fillUpdateDirectory(estate, '4.0.0');
  const before = await world();
  const told = await estate.rex({ action: 'release', k: 'server', plan: '1' });
  expect(told.at('code')).toBe('0');
  expect(told.at('data.data.0')).toMatchObject({
    app_key: 'server1',
    restarts: '1',
    program: { total: '1', paths: { changed: { '0': 'VERSION' } } },
  });
  expect(told.at('data.hash')).toMatch(/^[0-9a-f]{64}$/);
  expect(await world()).toEqual(before);
  const done = await estate.rex({ action: 'release', k: 'server', plan: String(told.at('data.hash')) });
  expect(done.at('code')).toBe('0');
});

test('what differs little from what is live comes with the first look at a host, also after a rollback', async () => {
  const rolled = await estate.rex({ action: 'rollback', k: 'server' });
  expect(rolled.at('code'), String(rolled.at('msg'))).toBe('0');
  fillUpdateDirectory(estate, '5.0.0');
  const steps = (await plan()).at('apps.0.steps') as { phase: string; step: string }[];
  expect(steps.filter(({ phase }) => phase === 'prepare')).toEqual([{ phase: 'prepare', step: 'inspect' }]);
  const done = await end(await ask('POST', '/v1/releases', everywhere));
  expect(done.at('outcome')).toBe('done');
  const told = await ask('GET', `/v1/releases/${String(done.at('id'))}/apps/server1`);
  const taken = (told.at('steps') as { step: string }[]).map(({ step }) => step);
  expect(taken).toEqual(['inspect', 'activate', 'probe']);
});

test('drift names what was changed on a host by hand', async () => {
  const look = async () =>
    await end(await ask('POST', '/v1/actions', { action: 'drift', parameters: { k: 'server' } }));
  const exact = { state: 'exact', files: { total: 0 } };
  expect((await look()).at('apps')).toMatchObject([{ facts: exact }, { facts: exact }]);
  const { programLink, configLink } = estate.hosts[1]!.app;
  writeFileSync(join(realpathSync(programLink), 'VERSION'), 'by hand\n');
  writeFileSync(join(realpathSync(configLink), 'more.conf'), 'x');
  const paths = ['added config/more.conf', 'changed program/VERSION'];
  const seen = await look();
  expect(seen.at('apps')).toMatchObject([{ facts: exact }, { facts: { state: 'drifted', files: { total: 2 } } }]);
  expect((seen.at('apps.1.facts.paths') as string[]).toSorted()).toEqual(paths);
  const apps = (await ask('GET', '/v1/apps')).at('items');
  expect(apps).toMatchObject([{ drift: exact }, { drift: { state: 'drifted', asked: seen.at('id') } }]);
  const rex = await estate.rex({ action: 'drift', k: 'server2' });
  expect(rex.at('data.data.0')).toMatchObject({ app_key: 'server2', drift: 'drifted', total: '2' });
});

test('a promotion says which release of the source it takes, and warns when that is not what was released', async () => {
  // The test before has left a file changed by hand.
  const promotion = { apps: 'server', from: 'uat', onDrift: 'overwrite' };
  const unknown = await end(await ask('POST', '/v1/promotions', promotion));
  expect(unknown.body).toMatchObject({
    outcome: 'done',
    sources: [{ environment: 'uat', app: 'server1', drift: { state: 'unknown', digest: null } }],
    warnings: [expect.stringContaining('replaced: changed program/VERSION;')],
  });
  // The other environment's catalogue may name any host: one that was released to by us, and changed by hand.
  const { app } = estate.hosts[1]!;
  await estate.sql.query(
    'UPDATE uat.pre_server_detail SET app_key = ?, network_ip = ?, pro_dir = ?, config_dir = ?, pro_init = ?',
    ['server2', app.row.network_ip, app.programLink, app.configLink, app.init],
  );
  const directory = realpathSync(app.programLink);
  const release = directory.slice(-15);
  writeFileSync(join(directory, 'VERSION'), 'by hand\n');
  const drifted = await end(await ask('POST', '/v1/promotions', { apps: 'server1', from: 'uat', release }));
  expect(drifted.body).toMatchObject({
    outcome: 'done',
    sources: [{ app: 'server2', directory, drift: { state: 'drifted', release, files: { total: 1 } } }],
    warnings: [`server2 of uat is not exactly its release ${release}: 1 files differ (changed program/VERSION)`],
  });
  expect((await estate.served(estate.hosts[0]!))?.version).toBe('by hand');
  const moved = await end(
    await ask('POST', '/v1/promotions', { apps: 'server', from: 'uat', release: '20010101_000000' }),
  );
  expect(moved.body).toMatchObject({
    outcome: 'failed',
    trouble: { code: 'SOURCE_MOVED', details: { senv: 'uat', expected: '20010101_000000' } },
  });
});
