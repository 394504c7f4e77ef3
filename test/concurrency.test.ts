import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { Redis } from 'ioredis';
import { initCalls } from '#provision';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { holdPrepare, holdStage, holdStart, type Gate } from './support/gate.js';
import { askJob } from './support/job.js';
import { bundles, held, partsOn, scenesOf } from './support/scene.js';
import { fillUpdateDirectory, ship } from './support/update.js';

const shutdown = 2;
let estate: Estate;
let crew: { name: string; child: ChildProcess }[];
let redis: Redis;
const gates: Gate[] = [];
let version = 1;
const next = (): string => `${++version}.0.0`;

beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}],
    workers: 2,
    config: { worker: { shutdown }, lease: { life: 5 }, release: { start: 60 } },
  });
  crew = estate.workers.map((child, index) => ({ name: `worker${index + 1}`, child }));
  redis = new Redis(estate.redis.url);
  expect((await ship(estate, next())).at('code')).toBe('0');
});
afterAll(async () => {
  redis?.disconnect();
  await estate?.stop();
});
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.open();
  await settled();
  while (crew.length < 2) await addWorker();
});

let hired = 2;
/** One more worker, which is at work: a process told to end while it is still being loaded ends by the signal. */
async function addWorker(): Promise<void> {
  const name = `worker${++hired}`;
  crew.push({ name, child: estate.startWorker(name) });
  await until(`${name} being ready`, 20, async () => estate.logs(name).includes('"msg":"ready"'));
}

const job = (id: string): Promise<Answer> => askJob(estate, id);

/** Nothing is on its way any more, or the given request is not. */
async function settled(id = ''): Promise<void> {
  await until(`settlement of ${id || 'everything'}`, 50, async () => {
    const rows = await estate.rows("SELECT id FROM rexflow_requests WHERE state <> 'settled' AND (id = ? OR ? = '')", [
      id,
      id,
    ]);
    return rows.length === 0;
  });
}

/** Posts a release that is not waited for; gives its job id. */
async function begin(): Promise<string> {
  fillUpdateDirectory(estate, next());
  const answer = await estate.rex({ action: 'release', k: 'server', async: '1' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return String(answer.at('job'));
}

async function reached(id: string, phase: string, step?: string): Promise<void> {
  await until(`${phase} of ${id}`, 20, async () => {
    const seen = await job(id);
    if (seen.at('state') === 'settled')
      throw new Error(`settled before ${phase}: ${JSON.stringify(seen.at('trouble'))}`);
    return seen.at('phase') === phase && (step === undefined || seen.at('apps.0.step') === step);
  });
}

/** Takes the worker that has a request (or its first app, once hosts are at work) in hand out of the crew. */
async function workerOf(id: string): Promise<{ name: string; child: ChildProcess }> {
  return await until('a worker at work', 10, async () => {
    const [row] = await estate.rows(
      `SELECT COALESCE(r.walker, l.holder) AS holder FROM rexflow_requests r
       LEFT JOIN rexflow_leases l ON l.request_id = r.id AND l.app_key = 'server1' WHERE r.id = ?`,
      [id],
    );
    const index = crew.findIndex(({ child }) => String(row?.holder).startsWith(`prod-${child.pid}-`));
    return index < 0 ? null : crew.splice(index, 1)[0]!;
  });
}

async function expectReleased(id: string): Promise<void> {
  await settled(id);
  expect(await job(id).then((seen) => seen.body)).toMatchObject({ outcome: 'done', trouble: null });
  for (const scene of await scenesOf(estate)) expect(scene.version).toBe(`${version}.0.0`);
  expect(await held(estate)).toEqual([]);
  expect(estate.hosts.flatMap(partsOn)).toEqual([]);
  const all = Array.from({ length: hired }, (_, index) => estate.logs(`worker${index + 1}`)).join('\n');
  const told = all.split('\n').filter((line) => line.includes(id) && line.includes('"msg":"settled"'));
  expect(told).toHaveLength(1);
}

test('of two releases of an app at the same moment one is refused and told by whom and since when', async () => {
  gates.push(await holdStage(estate));
  fillUpdateDirectory(estate, next());
  const answers = [1, 2].map(() => estate.rex({ action: 'release', k: 'server', async: '1' }));
  const [won, lost] = (await Promise.all(answers)).sort((a, b) => a.status - b.status) as [Answer, Answer];
  expect([won.status, lost.status]).toEqual([202, 409]);
  expect(lost.at('error.code')).toBe('APP_BUSY');
  const now = new Date();
  const day = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-`;
  expect(lost.at('msg')).toMatch(new RegExp(`server1 .*by admin .*${String(won.at('job'))}.* since ${day}`));
  const other = await estate.rex({ action: 'rollback', k: 'server2' });
  expect([other.status, other.at('error.code')]).toEqual([409, 'APP_BUSY']);
  await gates.pop()!.open();
  await expectReleased(String(won.at('job')));
});

test('two workers share the work', async () => {
  await until('both workers at work', 30, async () => {
    const asks = Array.from({ length: 8 }, () => estate.rex({ action: 'run', k: 'server', cmd: 'true' }));
    for (const answer of await Promise.all(asks)) expect(answer.at('code')).toBe('0');
    return crew.every(({ name }) => estate.logs(name).includes('"msg":"step done"'));
  });
});

test('a worker told to end finishes what it can in time', async () => {
  gates.push(...estate.hosts.map(holdStart));
  const id = await begin();
  await reached(id, 'activate', 'activate');
  const { name, child } = await workerOf(id);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await until('the worker ending', 5, () => Promise.resolve(estate.logs(name).includes('ending: work in hand')));
  for (const gate of gates.splice(0)) await gate.open();
  expect(await ended).toEqual([0, null]);
  await expectReleased(id);
});

test('a worker told to end hands on what does not end, and ends within its time', async () => {
  gates.push(await holdStage(estate));
  const id = await begin();
  await reached(id, 'stage');
  const { child } = await workerOf(id);
  const asked = Date.now();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(Date.now() - asked).toBeLessThan((shutdown + 6) * 1000);
  await gates.pop()!.open();
  await expectReleased(id);
});

test.each<[string, string | undefined, () => Promise<Gate[]>]>([
  ['stage', undefined, async () => [await holdStage(estate)]],
  ['prepare', 'inspect', () => Promise.all(estate.hosts.map(holdPrepare))],
  ['activate', 'activate', () => Promise.resolve(estate.hosts.map(holdStart))],
])('a worker killed in %s is taken over and every effect happens once', async (phase, step, hold) => {
  gates.push(...(await hold()));
  const calls = estate.hosts.map(({ app }) => initCalls(app).length);
  const id = await begin();
  await reached(id, phase, step);
  if (phase === 'activate') {
    const started = (): boolean[] => estate.hosts.map(({ app }) => initCalls(app).at(-1)?.verb === 'start');
    const stopped = (): boolean[] => estate.hosts.map(({ app }, at) => initCalls(app).length === calls[at]! + 2);
    await until('both at their start', 20, () => Promise.resolve([...started(), ...stopped()].every(Boolean)));
  }
  const { child } = await workerOf(id);
  child.kill('SIGKILL');
  await once(child, 'exit');
  for (const gate of gates.splice(0)) await gate.open();
  await expectReleased(id);
  const since = estate.hosts.map(({ app }, at) =>
    initCalls(app)
      .slice(calls[at])
      .map(({ verb }) => verb),
  );
  expect(since).toEqual([
    ['stop', 'start'],
    ['stop', 'start'],
  ]);
});

test.each<[string, string | undefined, () => Promise<Gate>]>([
  ['stage', undefined, () => holdStage(estate)],
  ['prepare', 'inspect', () => holdPrepare(estate.hosts[0]!)],
])('a release cancelled in %s switches nothing', async (phase, step, hold) => {
  const gate = await hold();
  gates.push(gate);
  const [before, stored] = [await scenesOf(estate), bundles(estate)];
  const id = await begin();
  await reached(id, phase, step);
  const cancelled = await askJob(estate, id, { method: 'DELETE' });
  expect(cancelled.status).toBe(202);
  // The host's lock is free again, so that what was brought there can be taken away.
  if (phase === 'prepare') await gates.pop()!.open();
  await settled(id);
  const seen = await job(id);
  expect(seen.body).toMatchObject({ outcome: 'cancelled', cancelled_by: 'admin', trouble: { code: 'CANCELLED' } });
  expect(seen.at('envelope.code')).toBe('-1');
  expect(await scenesOf(estate)).toEqual(before);
  expect(estate.hosts.flatMap(partsOn)).toEqual([]);
  expect(await held(estate)).toEqual([]);
  if (phase === 'stage') expect(bundles(estate)).toEqual(stored);
  const again = await askJob(estate, id, { method: 'DELETE' });
  expect([again.status, again.at('error.code')]).toEqual([409, 'JOB_SETTLED']);
});

test('a request that never reached the queue is found by the sweep', async () => {
  for (const { child } of crew.splice(0)) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }
  const id = await begin();
  await redis.flushall();
  await estate.sql.query('UPDATE rexflow_requests SET accepted_at = accepted_at - INTERVAL 60 SECOND WHERE id = ?', [
    id,
  ]);
  await addWorker();
  await expectReleased(id);
});

test('a release outlives a Redis that lost everything', async () => {
  gates.push(await holdStage(estate));
  const id = await begin();
  await reached(id, 'stage');
  await redis.flushall();
  await gates.pop()!.open();
  await expectReleased(id);
});

test('a gateway told to end answers its callers 202 with the job, and the job goes on', async () => {
  const gate = await holdStage(estate);
  gates.push(gate);
  fillUpdateDirectory(estate, next());
  const waiting = estate.rex({ action: 'release', k: 'server' });
  const [row] = await until('the request', 10, async () => {
    const rows = await estate.rows("SELECT id FROM rexflow_requests WHERE state = 'running' AND phase = 'stage'");
    return rows.length > 0 && rows;
  });
  const ended = once(estate.gateway, 'exit');
  estate.gateway.kill('SIGTERM');
  const answer = await waiting;
  expect([answer.status, answer.at('job')]).toEqual([202, row!.id]);
  expect(await ended).toEqual([0, null]);
  await gates.pop()!.open();
  await settled(String(row!.id));
  for (const scene of await scenesOf(estate)) expect(scene.version).toBe(`${version}.0.0`);
});
