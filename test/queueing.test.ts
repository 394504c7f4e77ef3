import { once } from 'node:events';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { holdStage, type Gate } from './support/gate.js';
import { askJob, settledJob } from './support/job.js';
import { liveOf } from './support/seen.js';

let estate: Estate;
/** While it is closed, every release waits in its stage. */
let gate: Gate;
beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}],
    uat: { version: '7.0.0' },
    workers: 2,
    config: { rex: { wait: 1 } },
  });
});
beforeEach(async () => {
  gate = await holdStage(estate);
});
afterAll(async () => {
  await estate?.stop();
});

const job = (id: unknown, init: RequestInit = {}): Promise<Answer> => askJob(estate, id, init);
const settled = (id: unknown): Promise<Answer> => settledJob(estate, id);
const release = async (more: Record<string, string> = {}): Promise<string> => {
  const answer = await estate.rex({ action: 'release', k: 'server', senv: 'uat', async: '1', ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return String(answer.at('job'));
};
/** A release that holds both apps and does not go on before the gate opens. */
const running = async (): Promise<string> => {
  const id = await release();
  await until('the stage', 10, async () => (await job(id)).at('phase') === 'stage');
  return id;
};
const stampOf = async (id: string): Promise<string> =>
  String((await estate.rows('SELECT stamp FROM rexflow_requests WHERE id = ?', [id]))[0]!.stamp);

test('who waits in line sees its place, and gets its turn in the order of arrival', async () => {
  const first = await running();
  const second = await release({ queue: '1' });
  const waited = await estate.rex({ action: 'service', k: 'server2', a: 'restart', queue: '1' });
  expect(waited.status).toBe(202);
  expect(waited.body).toMatchObject({ code: '0', state: 'queued', respon: { msg: '已接受,排队中' } });
  const third = String(waited.at('job'));

  const { body } = await job(second);
  expect(body).toMatchObject({
    state: 'queued',
    phase: null,
    waiting: { for: `server1, held by job ${first} (release by admin)`, position: '1' },
  });
  const { waiting, accepted_at: since } = body as { waiting: Record<string, unknown>; accepted_at: string };
  expect(waiting.since).toBe(since);
  expect((await job(third)).at('waiting')).toMatchObject({
    for: `server2, held by job ${first} (release by admin)`,
    position: '2',
  });
  const refused = await estate.rex({ action: 'release', k: 'server', senv: 'uat' });
  expect(refused.status).toBe(409);
  expect(refused.at('error.code')).toBe('APP_BUSY');

  await gate.open();
  const ends = await Promise.all([first, second, third].map(settled));
  for (const end of ends) expect(end.at('outcome'), JSON.stringify(end.body)).toBe('done');
  expect(ends[1]!.at('waiting')).toBeUndefined();
  const times = ends.map((end) => String(end.at('settled_at')));
  expect(times).toEqual([...times].sort());
  const [one, two] = await Promise.all([stampOf(first), stampOf(second)]);
  expect(two! > one!).toBe(true);
  for (const { app } of estate.hosts) expect(liveOf(app).program).toMatch(new RegExp(`_${two}$`));
  expect(await estate.rows('SELECT * FROM rexflow_line')).toEqual([]);
});

test('the latest takes the place of those that wait, which are settled by name', async () => {
  const first = await running();
  const second = await release({ queue: '1' });
  const latest = await release({ queue: 'latest' });
  const superseded = await job(second);
  expect(superseded.body).toMatchObject({
    state: 'settled',
    outcome: 'superseded',
    trouble: { code: 'SUPERSEDED', class: 'superseded', details: { by: latest, caller: 'admin' } },
    envelope: { code: '-1', msg: expect.stringContaining(latest) },
  });
  expect(superseded.at('envelope.data.data.0.data.0')).toMatchObject({ deploy_key: 'server1', standing: 'old' });
  expect((await job(latest)).at('waiting.position')).toBe('1');
  await gate.open();
  for (const id of [first, latest]) expect((await settled(id)).at('outcome')).toBe('done');
});

test('a cancel in line settles at once, while no worker may do anything', async () => {
  const first = await running();
  const second = await release({ queue: '1' });
  const third = await release({ queue: '1' });
  const cancelled = await job(second, { method: 'DELETE' });
  expect(cancelled.status).toBe(200);
  expect(cancelled.body).toMatchObject({ state: 'settled', outcome: 'cancelled', cancelled_by: 'admin' });
  expect((await job(second, { method: 'DELETE' })).status).toBe(409);
  expect((await job(third)).at('waiting.position')).toBe('1');
  await gate.open();
  expect((await settled(first)).at('outcome')).toBe('done');
  expect((await settled(third)).at('outcome')).toBe('done');
});

test('a worker that is killed between letting the next one in and submitting it: the sweep finds it', async () => {
  const first = await running();
  const next = await release({ queue: '1' });
  // The settlement gives the status rows back, which nothing else writes meanwhile: there it can be held.
  const { host, port, user, password } = estate.mariadb;
  const holder = await createConnection({ host, port, user, password, database: 'prod' });
  try {
    await holder.beginTransaction();
    await holder.query("SELECT * FROM pre_deploy_status WHERE deploy_key = 'server1' FOR UPDATE");
    await gate.open();
    await until('the settlement waiting for us', 40, async () => {
      const waits = await estate.rows(
        "SELECT 1 FROM information_schema.PROCESSLIST WHERE INFO LIKE 'UPDATE `pre_deploy_status`%'",
      );
      return waits.length > 0;
    });
    process.kill(estate.redis.pid, 'SIGSTOP');
    await holder.rollback();
    const states = () => estate.rows('SELECT id, state FROM rexflow_requests WHERE id IN (?, ?)', [first, next]);
    await until('the next one being let in', 10, async () => {
      const found = Object.fromEntries((await states()).map((row) => [String(row.id), String(row.state)]));
      return found[first] === 'settled' && found[next] === 'accepted';
    });
    for (const worker of estate.workers) {
      const gone = once(worker, 'exit');
      worker.kill('SIGKILL');
      await gone;
    }
    expect(await stampOf(next)).toMatch(/^\d{8}_\d{6}$/);
  } finally {
    process.kill(estate.redis.pid, 'SIGCONT');
    await holder.end();
  }
  expect((await job(next)).body).toMatchObject({ state: 'accepted', phase: null });
  estate.startWorker('worker3');
  expect((await settled(next)).at('outcome')).toBe('done');
});
