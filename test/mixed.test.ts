import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { freePort, initCalls } from '#provision';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { changeInit } from './support/changeInit.js';
import { askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { holdStart } from './support/gate.js';
import { expectRest, scenesOf } from './support/scene.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { fillUpdateDirectory } from './support/update.js';

let estate: Estate;
let caller: Caller;
let receiver: Server;
let metricsPort: number;
const told: Record<string, unknown>[] = [];
let version = 1;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      told.push(JSON.parse(body) as Record<string, unknown>);
      response.end();
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as { port: number };
  metricsPort = await freePort();
  estate = await startEstate({
    apps: [{}, {}, {}],
    config: {
      notifications: [{ name: 'ci', url: `http://127.0.0.1:${port}/` }],
      worker: { metrics_port: metricsPort },
      release: { start: 5, start_attempts: 1 },
    },
  });
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
});
afterAll(async () => {
  receiver?.closeAllConnections();
  receiver?.close();
  await estate?.stop();
});
afterEach(() => expectRest(estate));

const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askJson(estate, method, path, body);
const versions = async (): Promise<unknown[]> => (await scenesOf(estate)).map((scene) => scene.version);
const calls = (): string[][] => estate.hosts.map(({ app }) => initCalls(app).map(({ verb }) => verb));
const group = async (): Promise<unknown> => (await ask('GET', '/v1/groups')).at('items.0');

/** Releases the next version to all; gives the job. */
async function releaseAll(): Promise<string> {
  fillUpdateDirectory(estate, `${++version}.0.0`);
  const answer = await estate.rex({ action: 'release', k: 'server' });
  expect(answer.at('code'), String(answer.at('msg'))).toBe('0');
  return String(answer.at('job'));
}

/** A release of the next version, one host at a time, whose second host does not start it; later it would. */
async function releaseMixed(): Promise<Answer> {
  const mark = `mark=${++version}`;
  fillUpdateDirectory(estate, `${version}.0.0`, { server2: mark });
  const refusing = `start) if grep -q '^${mark}$' "$config_link/app.properties"; then exit 1; fi; start ;;`;
  const putBack = changeInit(estate.hosts[1]!, 'start) start ;;', refusing);
  try {
    return await estate.rex({ action: 'release', k: 'server', policy: 'stop', batch: '1' });
  } finally {
    putBack();
  }
}

test('a release that ends mixed says so everywhere, with what heals it; finish brings the others to it', async () => {
  const first = await releaseAll();
  expect(await group()).toMatchObject({ state: 'uniform', releases: [{ release: first }] });
  const answer = await releaseMixed();
  const id = String(answer.at('job'));
  const heal = { finish: `rexflow finish ${id}`, undo: `rexflow undo ${id}` };
  const [older, newer] = [['server2', 'server3'], ['server1']];
  expect(await versions()).toEqual([`${version}.0.0`, `${version - 1}.0.0`, `${version - 1}.0.0`]);

  expect([answer.status, answer.at('code'), answer.at('data.code')]).toEqual([200, '-1', '-1']);
  expect(answer.at('data.mixed')).toMatchObject(heal);
  expect(answer.at('data.mixed.groups.0.local_name')).toBe('server');
  expect([0, 1].map((at) => answer.at(`data.mixed.groups.0.releases.${at}.job`))).toEqual([first, id]);
  const runs = [
    { release: first, apps: older },
    { release: id, apps: newer },
  ];
  const release = await ask('GET', `/v1/releases/${id}`);
  expect(release.body).toMatchObject({
    outcome: 'partial',
    rollout: { policy: 'stop' },
    mixed: { groups: [{ group: 'server', releases: runs, unknown: [] }], ...heal },
  });
  expect(await group()).toMatchObject({ state: 'mixed', releases: runs });
  const status = await caller.call('status', id, '--wait');
  expect(status.status).toBe(15);
  expect(status.stdout).toMatch(/mixed: group server runs\n.* on 2 of 3 apps \(server2 server3\)\n.* on 1 of 3 apps/);
  for (const command of Object.values(heal)) expect(status.stdout).toContain(command);
  expect((await caller.call('groups')).stdout).toMatch(/^server +mixed .* on 2 of 3 apps \(server2 server3\); /m);
  const events = (await ask('GET', `/v1/releases/${id}/events`)).at('items') as Record<string, unknown>[];
  expect(events.at(-1)).toMatchObject({ kind: 'settled', data: { outcome: 'partial', mixed: ['server'] } });
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(metrics).toMatch(/^rexflow_releases_mixed_total 1$/m);
  await until('the notification', 20, () => Promise.resolve(told.some(({ request }) => request === id)));
  expect(told.find(({ request }) => request === first)).toMatchObject({ mixed: null });
  expect(told.find(({ request }) => request === id)).toMatchObject({
    mixed: { groups: [{ local_name: 'server', releases: runs.map((run) => ({ request: run.release })) }], ...heal },
  });

  const before = calls();
  const plan = await caller.call('finish', id, '--plan');
  expect(plan).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^finish of \S+, \d+\.0\.0: policy .*\n[^]*server2 +127\./),
  });
  const finished = await caller.call('finish', id);
  expect(finished.status, finished.stdout).toBe(0);
  expect(await versions()).toEqual(Array(3).fill(`${version}.0.0`));
  expect(calls().map((all, at) => all.slice(before[at]!.length))).toEqual([[], ['stop', 'start'], ['stop', 'start']]);
  expect(await group()).toMatchObject({ state: 'uniform', releases: [{ release: id }] });
  expect((await caller.call('finish', id)).status).toBe(3);
});

test('undo puts what was switched back to what each ran before, and nothing else', async () => {
  const first = await releaseAll();
  const before = await scenesOf(estate);
  const id = String((await releaseMixed()).at('job'));
  const plan = await caller.call('undo', id, '--plan');
  expect(plan.status, plan.stderr).toBe(0);
  expect(plan.stdout).toMatch(new RegExp(`^server1 .*${first}`, 'm'));
  expect(plan.stdout).not.toContain('server2');
  const since = calls();
  const undone = await caller.call('undo', id, '--json');
  expect(undone.status, undone.stdout).toBe(0);
  expect(JSON.parse(undone.stdout)).toMatchObject({
    action: 'rollback',
    outcome: 'done',
    mixed: null,
    request: { to: { kind: 'before', release: id } },
    apps: [{ app: 'server1', standing: 'new' }],
  });
  expect((await scenesOf(estate)).map(({ version: runs, program }) => [runs, program])).toEqual(
    before.map(({ version: runs, program }) => [runs, program]),
  );
  expect(calls().map((all, at) => all.slice(since[at]!.length))).toEqual([['stop', 'start'], [], []]);
  expect(await group()).toMatchObject({ state: 'uniform', releases: [{ release: first }] });
  const again = await caller.call('undo', id);
  expect(again).toMatchObject({
    status: 3,
    stderr: expect.stringMatching(/nothing is left to undo of job/),
  });
});

test('apps of a release that ran different things go back each to its own', async () => {
  await releaseMixed();
  const before = await scenesOf(estate);
  expect(new Set(before.map((scene) => scene.version)).size).toBe(2);
  const id = await releaseAll();
  expect(new Set(await versions()).size).toBe(1);
  expect((await caller.call('undo', id)).status).toBe(0);
  expect((await scenesOf(estate)).map(({ version: runs, program }) => [runs, program])).toEqual(
    before.map(({ version: runs, program }) => [runs, program]),
  );
  expect(await group()).toMatchObject({ state: 'mixed' });
});

test('an undo whose worker is killed on the way is carried on by another, like any rollback', async () => {
  const first = await releaseAll();
  const id = String((await releaseMixed()).at('job'));
  const gate = holdStart(estate.hosts[0]!);
  const undo = String((await ask('POST', `/v1/releases/${id}/undo`)).at('id'));
  await until('the start', 30, () => Promise.resolve(initCalls(estate.hosts[0]!.app).at(-1)?.verb === 'start'));
  for (const child of estate.workers) child.kill('SIGKILL');
  await gate.open();
  estate.startWorker('worker2');
  await until('its end', 60, async () => (await ask('GET', `/v1/releases/${undo}`)).at('state') === 'settled');
  expect((await ask('GET', `/v1/releases/${undo}`)).body).toMatchObject({
    outcome: 'done',
    apps: [{ standing: 'new' }],
  });
  expect(await group()).toMatchObject({ state: 'uniform', releases: [{ release: first }] });
});
