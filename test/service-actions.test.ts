import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, until, type Estate } from './support/estate.js';
import { holdStage } from './support/gate.js';
import { settledJob } from './support/job.js';
import { fillUpdateDirectory } from './support/update.js';

// What is asked of services outside of a release: how they are, and to start, stop, restart and reload them.
vi.setConfig({ testTimeout: 120_000 });

const noSupervisor = spawnSync('supervisord', ['-v']).error !== undefined;
let estate: Estate;
let root: string;
let daemon: ReturnType<typeof spawn> | null = null;

/** A program that lives until it is told to end, and counts how often it was told to load. */
const serve = (name: string): string => {
  const file = join(root, `${name}.sh`);
  writeFileSync(file, `trap 'echo x >>${root}/${name}.loaded' HUP\ntrap 'exit 0' TERM\nwhile :; do sleep 0.05; done\n`);
  return file;
};

const pidOf = (name: string): number => Number(readFileSync(`${root}/${name}.pid`, 'utf8'));
const lines = (name: string) => ({
  start: `[ ! -e ${root}/${name}.broken ] || exit 1; setsid sh ${serve(name)} >/dev/null 2>&1 & echo $! >${root}/${name}.pid`,
  stop: `while [ -e ${root}/${name}.held ]; do : >${root}/${name}.at-it; sleep 0.02; done; kill $(cat ${root}/${name}.pid)`,
  reload: `kill -HUP $(cat ${root}/${name}.pid)`,
  status: `cat ${root}/${name}.pid 2>/dev/null`,
});

beforeAll(async () => {
  estate = await startEstate({ apps: [{}], config: { fleet: { look: 1 } } });
  const { app, sshd } = estate.hosts[0]!;
  root = join(app.dir, 'more');
  mkdirSync(root);
  const config = join(root, 'supervisord.conf');
  writeFileSync(
    config,
    [
      `[unix_http_server]\nfile=${root}/sock`,
      `[supervisord]\nnodaemon=true\nlogfile=${root}/log\npidfile=${root}/supervisord.pid\nchildlogdir=${root}`,
      '[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface',
      `[supervisorctl]\nserverurl=unix://${root}/sock`,
      `[program:app]\ncommand=/bin/sh ${serve('app')}\nautostart=false\n`,
    ].join('\n'),
  );
  if (!noSupervisor) daemon = spawn('supervisord', ['-c', config], { stdio: 'ignore' });
  const jobs = ['jobs-1', 'jobs-2'].map((name) => {
    const service = { type: 'command', commands: lines(name), restart: 'reload' };
    return [name, { host: 'web-1', paths: { program: `${root}/${name}/current` }, service }];
  });
  const fleet = {
    version: 1,
    hosts: { 'web-1': { address: app.host, login: { user: sshd.user, port: sshd.port } } },
    groups: {
      jobs: { rollout: { batch: '1' }, apps: Object.fromEntries(jobs) as object },
      kept: {
        paths: { program: `${root}/kept/current` },
        service: { type: 'supervisor', program: 'app', config },
        apps: { 'kept-1': { host: 'web-1' } },
      },
    },
  };
  const applied = await ask('POST', '/v1/fleet', { documents: [fleet] });
  expect(applied.status, JSON.stringify(applied.body)).toBe(200);
});
afterAll(async () => {
  if (daemon) {
    const ended = new Promise((resolve) => daemon!.once('exit', resolve));
    daemon.kill();
    await ended;
  }
  for (const name of ['jobs-1', 'jobs-2'])
    if (existsSync(`${root}/${name}.pid`)) spawnSync('kill', [String(pidOf(name))]);
  await estate?.stop();
});

const ask = (method: string, path: string, body?: unknown) => askJson(estate, method, path, body);
const begin = (k: string, a: string, note?: string) =>
  ask('POST', '/v1/actions', { action: 'service', parameters: { k, a, ...(note && { note }) } });
async function served(k: string, a: string, note?: string) {
  const taken = await begin(k, a, note);
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  await settledJob(estate, taken.at('id'));
  return (await ask('GET', `/v1/releases/${String(taken.at('id'))}`)).body;
}

interface Seen {
  seen: { state: string };
  serviceSeen: { state: string; pids: number[]; since: string | null; stopped: object | null };
}

const appNamed = async (key: string) => (await ask('GET', `/v1/apps/${key}`)).body as Seen;
/** An app once its service was seen so. */
const seenAs = (key: string, state: string) =>
  until(`${key} being ${state}`, 30, async () => {
    const found = await appNamed(key);
    return found.serviceSeen.state === state && found;
  });

test('what somebody had stopped is stopped and not failing until it is started, and a reload keeps its processes', async () => {
  expect(await served('jobs', 'start')).toMatchObject({ outcome: 'done' });
  const first = pidOf('jobs-1');
  const running = await seenAs('jobs-1', 'running');
  expect(running.serviceSeen).toMatchObject({ pids: [first], stopped: null });
  expect(Date.parse(running.serviceSeen.since!)).toBeLessThanOrEqual(Date.now());
  const facts = { pids: { before: [first], after: [first] }, endedBy: null, status: 1 };
  expect(await served('jobs-1', 'reload')).toMatchObject({ outcome: 'done', apps: [{ facts }] });
  await until('it having loaded', 10, () => Promise.resolve(existsSync(`${root}/jobs-1.loaded`)));
  const stopped = await served('jobs-1', 'stop', 'the disk is moved');
  expect(stopped).toMatchObject({
    note: 'the disk is moved',
    apps: [{ facts: { pids: { before: [first], after: [] } } }],
  });
  const { id } = stopped as { id: string };
  expect(await seenAs('jobs-1', 'stopped')).toMatchObject({
    serviceSeen: { pids: [], stopped: { by: 'admin', release: id } },
  });
  expect(JSON.stringify((await ask('GET', '/v1/audit?limit=1')).body)).toContain('the disk is moved');
  await estate.sql.query('UPDATE rexflow_looks SET next_at = UTC_TIMESTAMP(3)');
  const before = Date.now();
  await until('another look', 20, async () => {
    const { at } = (await appNamed('jobs-1')).serviceSeen as unknown as { at: string };
    return Date.parse(at) > before;
  });
  expect((await appNamed('jobs-1')).seen.state).not.toBe('failing');
  expect((await ask('GET', '/v1/groups?q=jobs')).body).toMatchObject({ items: [{ stopped: ['jobs-1'], failing: [] }] });
  expect(await served('jobs-1', 'start')).toMatchObject({ outcome: 'done' });
  expect((await seenAs('jobs-1', 'running')).serviceSeen).toMatchObject({ stopped: null, pids: [pidOf('jobs-1')] });
});

test('a plan tells the batches of a restart, that a stop has none, and what it needs to be told', async () => {
  const planned = (query: string) => ask('GET', `/v1/services/plan?${query}`);
  const turns = async (operation: string) => {
    const { status, body } = await planned(`apps=jobs&operation=${operation}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return (body as { apps: { app: string; batch: number }[] }).apps.map(({ app, batch }) => [app, batch]);
  };
  expect([await turns('restart'), await turns('stop')]).toEqual([
    [
      ['jobs-1', 0],
      ['jobs-2', 1],
    ],
    [
      ['jobs-1', 0],
      ['jobs-2', 0],
    ],
  ]);
  expect((await planned('apps=nobody&operation=stop')).status).toBe(404);
  expect((await planned('operation=stop')).body).toMatchObject({ detail: expect.stringMatching(/^apps: /) as string });
});

test('a restart goes batch by batch, and what comes after a batch that failed is left as it is', async () => {
  const [one, two] = [pidOf('jobs-1'), pidOf('jobs-2')];
  expect(await served('jobs', 'restart')).toMatchObject({ outcome: 'done' });
  expect([pidOf('jobs-1') === one, pidOf('jobs-2') === two]).toEqual([false, false]);
  const kept = pidOf('jobs-2');
  writeFileSync(`${root}/jobs-1.broken`, '');
  expect(await served('jobs', 'restart')).toMatchObject({
    outcome: 'failed',
    apps: [
      { outcome: 'failed', trouble: { code: 'START_FAILED' } },
      { outcome: 'skipped', trouble: null },
    ],
  });
  rmSync(`${root}/jobs-1.broken`);
  expect([pidOf('jobs-2'), existsSync(`/proc/${kept}`)]).toEqual([kept, true]);
  expect(await served('jobs-1', 'start')).toMatchObject({ outcome: 'done' });
});

test('a release under way is named to who would restart its app', async () => {
  const gate = await holdStage(estate);
  try {
    const release = { apps: 'server', source: { type: 'updateDirectory' } };
    fillUpdateDirectory(estate, '2.0.0');
    const taken = await ask('POST', '/v1/releases', release);
    expect(taken.status, JSON.stringify(taken.body)).toBe(202);
    const refused = await begin('server1', 'restart');
    expect(refused.status).toBe(409);
    expect(JSON.stringify(refused.body)).toContain(String(taken.at('id')));
    await gate.open();
    await settledJob(estate, taken.at('id'));
  } finally {
    if (existsSync(join(estate.dir, 'stage-is-held'))) await gate.open();
  }
});

test('a stop whose worker is killed is brought to its end by the next one', async () => {
  const pid = pidOf('jobs-2');
  writeFileSync(`${root}/jobs-2.held`, '');
  const taken = await begin('jobs-2', 'stop');
  await until('the stop being under way', 30, () => Promise.resolve(existsSync(`${root}/jobs-2.at-it`)));
  // It holds its app for itself, and no other one.
  const second = await begin('jobs-2', 'start');
  expect([second.status, JSON.stringify(second.body).includes(String(taken.at('id')))]).toEqual([409, true]);
  estate.workers[0]!.kill('SIGKILL');
  estate.startWorker('second');
  rmSync(`${root}/jobs-2.held`);
  await settledJob(estate, taken.at('id'));
  expect((await ask('GET', `/v1/releases/${String(taken.at('id'))}`)).body).toMatchObject({
    outcome: 'done',
    apps: [{ facts: { status: 1, after: 0 } }],
  });
  expect(existsSync(`/proc/${pid}`)).toBe(false);
});

test.skipIf(noSupervisor)('a program of supervisor is seen, reloaded in place, restarted and stopped', async () => {
  expect(await served('kept', 'start')).toMatchObject({ outcome: 'done' });
  const [pid] = (await seenAs('kept-1', 'running')).serviceSeen.pids;
  expect(await served('kept', 'reload')).toMatchObject({
    apps: [{ facts: { pids: { before: [pid], after: [pid] } } }],
  });
  const restarted = (await served('kept', 'restart')) as { apps: { facts: { pids: { after: number[] } } }[] };
  expect(restarted.apps[0]!.facts.pids.after).not.toEqual([pid]);
  const { status } = await ask('PATCH', '/v1/groups/kept', { variables: { SAID: "it's {app}" } });
  expect(status).toBe(200);
  const found = await ask('POST', '/v1/actions', { action: 'doctor', parameters: { k: 'kept' } });
  await settledJob(estate, found.at('id'));
  const told = JSON.stringify((await ask('GET', `/v1/releases/${String(found.at('id'))}`)).body);
  expect(told).toContain(`no line of supervisor for app that can be seen reads its variables in ${root}/kept/.rexflow`);
  expect(await served('kept', 'restart')).toMatchObject({ outcome: 'done' });
  const file = `${root}/kept/.rexflow/kept-1/environment`;
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual([`SAID="it's kept-1"\n`, 0o600]);
  await ask('PATCH', '/v1/groups/kept', { variables: null });
  expect(await served('kept', 'restart')).toMatchObject({ outcome: 'done' });
  expect(existsSync(file)).toBe(false);
  expect(await served('kept', 'stop')).toMatchObject({ outcome: 'done' });
  await seenAs('kept-1', 'stopped');
});
