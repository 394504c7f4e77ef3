import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { holdStart, type Gate } from './support/gate.js';
import { askJob, settledJob } from './support/job.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { expectRest } from './support/scene.js';
import { fillUpdateDirectory } from './support/update.js';

// Two hosts are switched one after the other, and a program that does not come up is waited for.
vi.setConfig({ testTimeout: 240_000 });

let estate: Estate;
let caller: Caller;
let version = 1;
const gates: Gate[] = [];
const pauses: string[] = [];
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}], workers: 2, config: { release: { start: 120, start_attempts: 1 } } });
  caller = callerOf(estate, { REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token });
});
afterAll(async () => {
  await estate?.stop();
});
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.open();
  await caller.call('hold', '--release');
  for (const id of pauses.splice(0)) await caller.call('continue', id);
  await expectRest(estate);
});

const post = async (parameters: Record<string, string> = {}): Promise<Answer> => {
  fillUpdateDirectory(estate, `${++version}.0.0`);
  return await estate.rex({ action: 'release', k: 'server', ...parameters });
};
const v1 = (method: string, path: string, body?: unknown): Promise<Answer> =>
  estate.call(`/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${estate.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const job = (id: unknown): Promise<Answer> => askJob(estate, id);
const running = async (): Promise<(string | undefined)[]> =>
  Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));

/** A release in two batches, held by hand in the first; then the installation is held, and the first batch goes on. */
async function heldBetweenBatches(
  begin = async () => (await post({ batch: '1', async: '1' })).at('job'),
): Promise<unknown> {
  const gate = holdStart(estate.hosts[0]!);
  gates.push(gate);
  const id = await begin();
  await until('the first batch', 20, async () => (await job(id)).at('phase') === 'activate');
  expect((await v1('PUT', 'hold', { reason: 'the disk is full' })).status).toBe(200);
  for (const one of gates.splice(0)) await one.open();
  await until('the release waiting', 30, async () => {
    const now = await job(id);
    expect(now.at('state')).toBe('running');
    return now.at('waiting') !== undefined;
  });
  return id;
}

test('what is under way ends its batch and waits, tells why, and goes on when the hold ends', async () => {
  const before = await running();
  const id = await heldBetweenBatches();
  expect(await running()).toEqual([`${version}.0.0`, before[1]]);
  const why =
    /^the end of the hold of the installation \(the disk is full; admin, since .*\), which rexflow hold --release ends$/;
  expect((await job(id)).body).toMatchObject({
    state: 'running',
    batch: '0',
    waiting: { for: expect.stringMatching(why), position: '0' },
  });
  expect((await v1('GET', `releases/${String(id)}`)).at('waiting.for')).toMatch(why);
  // A restart does not end it.
  process.kill(estate.workers[0]!.pid!);
  process.kill(estate.workers[1]!.pid!);
  estate.startWorker('worker3');
  await until('the new worker alone', 30, async () => (await estate.call('/readyz')).at('workers') === 1);
  expect((await job(id)).at('batch')).toBe('0');
  const end = await caller.call('hold', '--release', '--json');
  expect(JSON.parse(end.stdout)).toEqual({ hold: null });
  expect((await settledJob(estate, id)).at('outcome')).toBe('done');
  expect(await running()).toEqual([`${version}.0.0`, `${version}.0.0`]);
});

test('what somebody mended by hand while a release was held is not switched over, and named', async () => {
  const refusing = async (): Promise<unknown> => {
    fillUpdateDirectory(estate, `${++version}.0.0`);
    return (await v1('POST', 'releases', { apps: 'server', source: { type: 'updateDirectory' }, batch: 1 })).at('id');
  };
  /** As if it had been held for an hour. */
  const heldLong = async (): Promise<unknown> => {
    const id = await heldBetweenBatches(refusing);
    await estate.sql.query('UPDATE rexflow_steps SET begun_at = begun_at - INTERVAL 1 HOUR WHERE request_id = ?', [id]);
    return id;
  };
  const untouched = await heldLong();
  await caller.call('hold', '--release');
  expect((await settledJob(estate, untouched)).at('outcome')).toBe('done');
  expect(await running()).toEqual([`${version}.0.0`, `${version}.0.0`]);

  const before = await running();
  const met = await heldLong();
  const mended = join(realpathSync(estate.hosts[1]!.app.programLink), 'mended.txt');
  writeFileSync(mended, 'at night');
  await caller.call('hold', '--release');
  const ended = await settledJob(estate, met);
  expect(ended.at('outcome')).toBe('failed');
  const parts = (await v1('GET', `releases/${String(met)}`)).at('apps') as Record<string, unknown>[];
  expect(parts[1]).toMatchObject({
    standing: 'old',
    trouble: {
      code: 'DRIFTED',
      message: expect.stringMatching(/since the release was prepared.*server2 \(127\S+: added program\/mended\.txt/),
    },
  });
  expect(await running()).toEqual(before);
  rmSync(mended);
});

test('what waits between batches can be cancelled, and goes back as it would without a hold', async () => {
  const before = await running();
  const id = await heldBetweenBatches();
  expect((await v1('POST', `releases/${String(id)}/cancel`)).status).toBe(202);
  expect((await settledJob(estate, id)).at('outcome')).toBe('cancelled');
  expect(await running()).toEqual(before);
});

/** A release in two batches that was paused at the command line in its first, and waits before the second. */
async function pausedBetweenBatches(words: readonly string[] = []): Promise<string> {
  const gate = holdStart(estate.hosts[0]!);
  gates.push(gate);
  const id = String((await post({ batch: '1', async: '1', policy: 'undo' })).at('job'));
  await until('the first batch', 20, async () => (await job(id)).at('phase') === 'activate');
  pauses.push(id);
  const paused = await caller.call('pause', id, ...words);
  expect(paused).toMatchObject({ status: 0, stdout: expect.stringContaining(`rexflow continue ${id}`) });
  for (const one of gates.splice(0)) await one.open();
  await until('the release waiting', 30, async () => (await job(id)).at('waiting') !== undefined);
  return id;
}

test('a paused release ends its batch and waits, whatever restarts, until somebody continues it', async () => {
  const before = await running();
  const id = await pausedBetweenBatches(['--reason', 'errors on server1']);
  expect(await running()).toEqual([`${version}.0.0`, before[1]]);
  const why = /^somebody to let it go on, since admin paused it at \S+ \(errors on server1\): rexflow continue /;
  expect((await job(id)).body).toMatchObject({
    state: 'running',
    batch: '0',
    waiting: { for: expect.stringMatching(why) },
  });
  const view = await v1('GET', `releases/${id}`);
  expect(view.at('paused')).toMatchObject({ by: 'admin', reason: 'errors on server1' });
  const shown = await caller.call('status', id);
  expect(shown.stdout).toMatch(/paused {6}by admin since .*: errors on server1/);
  for (const worker of estate.workers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null))
    worker.kill('SIGKILL');
  estate.startWorker('worker4');
  await until('the new worker alone', 60, async () => (await estate.call('/readyz')).at('workers') === 1);
  expect((await job(id)).at('batch')).toBe('0');
  expect(await caller.call('continue', id)).toMatchObject({ status: 0 });
  expect((await settledJob(estate, id)).at('outcome')).toBe('done');
  expect(await running()).toEqual([`${version}.0.0`, `${version}.0.0`]);
  expect((await caller.call('pause', id)).stderr).toContain('has ended already');
});

test('who cancels a paused release says whether what is switched goes back or stays', async () => {
  const before = await running();
  const undone = await pausedBetweenBatches();
  expect((await v1('POST', `releases/${undone}/cancel`, { then: 'nothing' })).status).toBe(400);
  expect((await v1('POST', `releases/${undone}/cancel`, { then: 'undo' })).status).toBe(202);
  expect((await settledJob(estate, undone)).at('outcome')).toBe('cancelled');
  expect(await running()).toEqual(before);
  const kept = await pausedBetweenBatches();
  expect(await caller.call('cancel', kept, '--keep')).toMatchObject({ status: 0 });
  expect((await settledJob(estate, kept)).at('outcome')).toBe('partial');
  expect(await running()).toEqual([`${version}.0.0`, before[1]]);
  expect((await v1('GET', `releases/${kept}`)).at('mixed')).not.toBeNull();
});

test('while it is held all that changes hosts is refused on every way, and what looks is not', async () => {
  const long = await caller.call('hold', '--reason', 'the night', '--for', '30d', '--json');
  expect(JSON.parse(long.stdout)).toMatchObject({ hold: { reason: 'the night', by: 'admin' } });
  const put = await v1('PUT', 'hold', { reason: 'night shift', until: '2099-01-01T00:00:00.000Z' });
  const { since } = put.at('hold') as { since: string };
  expect(put.body).toEqual({
    hold: { reason: 'night shift', by: 'admin', since, until: '2099-01-01T00:00:00.000Z' },
  });
  const sentence = `the installation is held by admin since ${since} until 2099-01-01T00:00:00.000Z: night shift`;
  for (const words of [
    { action: 'release', k: 'server' },
    { action: 'rollback', k: 'server' },
    { action: 'service', k: 'server', a: 'restart' },
    { action: 'run', k: 'server', cmd: 'id' },
    { action: 'release', k: 'server', queue: '1' },
  ] as Record<string, string>[]) {
    const answer = await estate.rex(words);
    expect(answer.status, JSON.stringify(answer.body)).toBe(503);
    expect(answer.at('code')).toBe('-1');
    expect(JSON.stringify(answer.body)).toContain('night shift');
  }
  const refused = await v1('POST', 'rollbacks', { apps: ['server'] });
  expect(refused.status).toBe(503);
  expect(refused.body).toMatchObject({
    code: 'HOLD',
    detail: expect.stringContaining(sentence),
    ...{ by: 'admin', reason: 'night shift', since, command: 'rexflow hold --release' },
  });
  const plan = await v1('POST', 'releases/plan', { apps: ['server'], source: { type: 'updateDirectory' } });
  expect(plan.at('warnings'), JSON.stringify(plan.body)).toContainEqual(expect.stringContaining(sentence));
  expect((await estate.rex({ action: 'check', k: 'server' })).at('code')).toBe('0');
  const shown = await caller.call('hold');
  expect(shown).toMatchObject({ status: 0, stdout: expect.stringContaining('rexflow hold --release') });
  expect((await caller.call('rollback', 'server')).status).toBe(3);
  expect((await estate.call('/readyz')).body).toMatchObject({ ready: true, held: { reason: 'night shift' } });
  expect((await estate.call('/metrics')).body).toMatch(/^rexflow_held 1$/m);
  const { findings } = (await v1('GET', 'doctor')).body as { findings: { name: string }[] };
  expect(findings.find(({ name }) => name === 'hold')).toMatchObject({
    state: 'warning',
    advice: 'When the reason is gone: rexflow hold --release.',
  });
  expect((await v1('PUT', 'hold', { reason: 'x', until: '2001-01-01T00:00:00.000Z' })).status).toBe(400);
  expect((await v1('DELETE', 'hold')).body).toEqual({ hold: null });
  const events = (await v1('GET', 'events')).at('items') as { kind: string; release: string }[];
  expect(events.filter(({ kind }) => kind === 'held' || kind === 'resumed').at(-1)).toMatchObject({
    kind: 'resumed',
    release: '',
    data: { by: 'admin', reason: 'night shift' },
  });
  for (const action of ['hold', 'resume'])
    expect((await v1('GET', `audit?action=${action}&limit=1`)).at('items')).toMatchObject([{ action, user: 'admin' }]);
});
