import { readdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPrograms, initCalls } from '#provision';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEstate, type Answer, type Estate } from './support/estate.js';
import { plant } from './support/pack.js';
import { linkOf } from './support/scene.js';
import { liveOf, pidsOf } from './support/seen.js';

let estate: Estate;
beforeAll(async () => {
  // The login of its hosts is an odd one: a shell of another family, which says something first, and a umask that shuts others out.
  const found = await findPrograms(['tcsh', 'fish']);
  const shell = found.get('tcsh') ?? found.get('fish') ?? '/bin/sh';
  estate = await startEstate({
    apps: [{}, {}],
    workers: 2,
    sshd: [`ForceCommand umask 077; echo welcome; exec ${shell} -c "$SSH_ORIGINAL_COMMAND"`],
    config: { release: { plain_links: ['server2'] } },
  });
});
afterAll(async () => {
  await estate?.stop();
});

const apps = () => estate.hosts.map(({ app }) => app);
const calls = () => apps().map((app) => initCalls(app).length);
const versions = async () => await Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
const rows = async (where = '1 = 1') =>
  await estate.rows(`SELECT * FROM pre_deploy_manage WHERE deploy_key = 'server1' AND ${where} ORDER BY id`);
const rollback = async (rollstatus?: string, k = 'server') =>
  await estate.rex({ action: 'rollback', k, ...(rollstatus === undefined ? {} : { rollstatus }) });

/** Live directories of both apps by the version they hold. */
const lives: Record<string, ReturnType<typeof liveOf>[]> = {};

afterEach(async () => {
  expect(await estate.rows('SELECT * FROM rexflow_leases WHERE request_id IS NOT NULL')).toEqual([]);
  expect(await estate.rows('SELECT * FROM pre_deploy_status WHERE status <> 0')).toEqual([]);
  expect(await rows('status <> 0')).toEqual([]);
});

test('with no release before it a rollback is refused', async () => {
  const answer = await rollback('0');
  expect(answer.at('code')).toBe('-1');
  expect(answer.at('data.data.0.data.0.data.error')).toBe('NO_PREVIOUS');
  expect(calls()).toEqual([1, 1]);
});

test('three releases', async () => {
  lives['1.0.0'] = apps().map(liveOf);
  await estate.rex({ action: 'Enter:route:download', k: 'server', update: '1' });
  for (const version of ['A', 'B', 'C']) {
    plant(join(estate.data, 'updatedir/softdir/server'), { VERSION: `${version}\n` });
    for (const { name } of apps()) {
      plant(join(estate.data, 'updatedir/configuredir/server', name), { 'app.properties': `for=${version}\n` });
    }
    const answer = await estate.rex({ action: 'release', k: 'server' });
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    lives[version] = apps().map(liveOf);
  }
  expect(await versions()).toEqual(['C', 'C']);
});

test('whoever else is on a host gets through the links of an app, whatever the umask of the login', () => {
  for (const { programLink, configLink } of apps()) {
    const state = join(dirname(programLink), '.rexflow');
    const places = [state, ...readdirSync(state).map((name) => join(state, name)), programLink, configLink];
    const closed = places.filter((place) => statSync(place).isDirectory() && (statSync(place).mode & 0o055) !== 0o055);
    expect(closed).toEqual([]);
  }
});

/** Whether each live link of an app points at its release directory itself. */
const plain = (at: number): boolean[] => {
  const { programLink, configLink } = apps()[at]!;
  const { program, config } = liveOf(apps()[at]!);
  return [linkOf(programLink) === program, linkOf(configLink) === config];
};

test('the live links of what is named in plain_links point at the release directories themselves', () => {
  expect([plain(0), plain(1)]).toEqual([
    [false, false],
    [true, true],
  ]);
  expect(linkOf(apps()[0]!.programLink)).toMatch(/\.rexflow/);
});

test('two rollbacks in a row go back two releases, program and configuration', async () => {
  for (const [from, to] of [
    ['C', 'B'],
    ['B', 'A'],
  ] as const) {
    const pids = apps().map(pidsOf);
    // Empty rollstatus means 0.
    const answer = await rollback(from === 'C' ? '' : undefined);
    expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
    expect(apps().map(liveOf)).toEqual(lives[to]);
    expect(await versions()).toEqual([to, to]);
    expect(await estate.served(estate.hosts[1]!)).toMatchObject({ config: { for: to } });
    expect(apps().map((app) => pidsOf(app).length)).toEqual([1, 1]);
    expect(apps().map(pidsOf)).not.toEqual(pids);

    const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    const [was, is] = [lives[from]![0]!, lives[to]![0]!];
    const own = (await rows()).at(-1)!;
    expect(own).toMatchObject({
      deploy_ip: apps()[0]!.host,
      deploy_people: 'admin',
      deloy_prodir_before: was.program,
      deloy_configdir_before: was.config,
      deloy_prodir_after: is.program,
      deloy_configdir_after: is.config,
      deploy_take: expect.stringMatching(/^Total Take:\d+ {2}\|\| Start App Time:\d+$/),
      start_time: time,
      rsync_war_time: null,
      start_app_time: time,
      end_time: time,
      rollRecord: 1,
      rollStatus: 0,
      rollbackNumber: 0,
      processNumber: 1,
      status: 0,
    });
    const [source] = await rows(`rollRecord = 0 AND deloy_prodir_after = '${was.program}'`);
    expect(source).toMatchObject({ rollbackNumber: 1, rollStatus: 0, rollRecord: 0 });

    const node = 'data.data.0.data.0.data';
    expect(answer.at(`${node}.app_key`)).toBe('server1');
    expect(answer.at(`${node}.data.0.myAppStatus`)).toBe(own.randomStr);
    expect(answer.at(`${node}.data.0.getLastDeloy`)).toEqual({
      deloy_prodir_before: is.program,
      deloy_configdir_before: is.config,
      deloy_prodir_after: was.program,
      deloy_configdir_after: was.config,
      end_time: source!.end_time,
      randomStr: source!.randomStr,
    });
  }
});

test('at the first release of all a rollback does not turn round', async () => {
  expect((await rollback('0')).at('code')).toBe('0');
  expect(apps().map(liveOf)).toEqual(lives['1.0.0']);
  const before = calls();
  const answer = await rollback('0');
  expect(answer.at('code')).toBe('-1');
  expect(answer.at('data.data.0.data.0.data.error')).toBe('NO_PREVIOUS');
  expect(apps().map(liveOf)).toEqual(lives['1.0.0']);
  expect(calls()).toEqual(before);
});

test('rollstatus=1 goes by the one record that is marked', async () => {
  const mark = async (version: string, value: number) => {
    const programs = lives[version]!.map(({ program }) => program);
    await estate.sql.query(
      'UPDATE pre_deploy_manage SET rollStatus = ? WHERE rollRecord = 0 AND deloy_prodir_after IN (?)',
      [value, programs],
    );
  };
  const before = calls();
  for (const [versions, reason] of [
    [[], /no record is marked/],
    [['B', 'C'], /more than one record/],
  ] as const) {
    for (const version of versions) await mark(version, 1);
    const refused = await rollback('1');
    expect(refused.at('code')).toBe('-1');
    expect(refused.at('data.data.0.data.0.data.msg')).toMatch(reason);
    expect(calls()).toEqual(before);
  }
  await mark('B', 0);
  // The record of C says what was before it.
  const answer = await rollback('1');
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  expect(apps().map(liveOf)).toEqual(lives.B);
  expect(await versions()).toEqual(['B', 'B']);
  const [source] = await rows(`rollRecord = 0 AND deloy_prodir_after = '${lives.C![0]!.program}'`);
  expect(source).toMatchObject({ rollStatus: 0, rollbackNumber: 2 });
  expect((await rows()).at(-1)).toMatchObject({
    rollRecord: 1,
    rollStatus: 0,
    deloy_prodir_after: lives.B![0]!.program,
  });
});

/** Back to the release of a version, named by the record of the first host. */
async function backTo(version: string, k = 'server'): Promise<Answer> {
  const [record] = await rows(`rollRecord = 0 AND deloy_prodir_after = '${lives[version]![0]!.program}'`);
  return await estate.rex({ action: 'rollback', k, to: String(record!.randomStr) });
}

test('what rollbacks left behind is passed over by the next plain one, and can be gone to by name', async () => {
  expect((await rollback('0')).at('code')).toBe('0');
  expect(await versions()).toEqual(['1.0.0', '1.0.0']);
  expect((await backTo('B')).at('code')).toBe('0');
  expect(await versions()).toEqual(['B', 'B']);
  expect(apps().map(liveOf)).toEqual(lives.B);
});

test('a release that is none of these apps is refused before anything is stored', async () => {
  const requests = async () => (await estate.rows('SELECT id FROM rexflow_requests')).length;
  const before = await requests();
  const answer = await estate.rex({ action: 'rollback', k: 'server', to: '1529856609597174600' });
  expect([answer.status, answer.at('error.code')]).toEqual([404, 'RELEASE_UNKNOWN']);
  expect(answer.at('msg')).toMatch(/to: "1529856609597174600" is no release of server1, server2/);
  const both = await estate.rex({ action: 'rollback', k: 'server', to: '1529856609597174600', rollstatus: '1' });
  expect([both.status, both.at('error.code')]).toEqual([400, 'PARAMETER_INVALID']);
  expect(await requests()).toBe(before);
});

test.each(['program', 'config'] as const)('a %s that is gone from one host stops nothing anywhere', async (which) => {
  const gone = lives.A![1]![which];
  renameSync(gone, `${gone}.away`);
  const before = [calls(), apps().map(pidsOf), apps().map(liveOf)];
  const counts = await rows('rollbackNumber > 0');
  const answer = await backTo('A');
  renameSync(`${gone}.away`, gone);
  expect(answer.status).toBe(200);
  expect(answer.at('code')).toBe('-1');
  expect(answer.at('msg')).toContain(gone);
  expect(answer.at('data.data.0.data.1.data')).toMatchObject({
    app_key: 'server2',
    error: 'TARGET_GONE',
    standing: 'old',
  });
  expect(answer.at('data.data.0.data.0.data')).toMatchObject({ app_key: 'server1', standing: 'old' });
  expect([calls(), apps().map(pidsOf), apps().map(liveOf)]).toEqual(before);
  expect(await rows('rollbackNumber > 0')).toEqual(counts);
  expect((await rows()).at(-1)).toMatchObject({ status: 0, end_time: null, rollRecord: 0, deloy_prodir_after: null });
});

test('one app alone goes back while the other stays', async () => {
  const answer = await backTo('A', 'server2');
  expect(answer.at('code'), JSON.stringify(answer.body)).toBe('0');
  expect(answer.at('data.data.0.count')).toBe('1');
  expect(await versions()).toEqual(['B', 'A']);
});

test('a release after rollbacks goes back to what was live before it', async () => {
  plant(join(estate.data, 'updatedir/softdir/server'), { VERSION: 'D\n' });
  expect((await estate.rex({ action: 'release', k: 'server' })).at('code')).toBe('0');
  expect(await versions()).toEqual(['D', 'D']);
  expect((await rollback('0')).at('code')).toBe('0');
  expect(await versions()).toEqual(['B', 'A']);
});
