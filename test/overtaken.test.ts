import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { changeInit } from './support/changeInit.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { holdStart, type Gate } from './support/gate.js';
import { askJob, settledJob } from './support/job.js';
import { expectRest } from './support/scene.js';
import { fillUpdateDirectory } from './support/update.js';

// What heals a release was accepted for what was live then, and something else is by the time it has its apps.
vi.setConfig({ testTimeout: 240_000 });

let estate: Estate;
let worker: ChildProcess;
let version = 1;
const gates: Gate[] = [];
beforeAll(async () => {
  estate = await startEstate({ apps: [{}, {}], config: { release: { start: 120, start_attempts: 1 } } });
  worker = estate.workers[0]!;
});
afterAll(async () => {
  await estate?.stop();
});
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.open();
  await expectRest(estate);
});

const v1 = (method: string, path: string, body: unknown = {}): Promise<Answer> =>
  estate.call(`/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${estate.token}`, 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
const viewOf = async (id: unknown): Promise<unknown> => (await v1('GET', `releases/${String(id)}`)).body;
const running = async (): Promise<(string | undefined)[]> =>
  Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
const stepsOf = async (id: unknown): Promise<unknown[]> =>
  await estate.rows('SELECT step FROM rexflow_steps WHERE request_id = ?', [id]);

async function post(parameters: Record<string, string> = {}, lines: Record<string, string> = {}): Promise<unknown> {
  fillUpdateDirectory(estate, `${++version}.0.0`, lines);
  const answer = await estate.rex({ action: 'release', k: 'server', async: '1', ...parameters });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return answer.at('job');
}
async function ended(id: unknown, outcome: string): Promise<unknown> {
  const end = await settledJob(estate, id);
  expect(end.at('outcome'), JSON.stringify(end.body)).toBe(outcome);
  return id;
}
async function accepted(path: string, body: unknown = {}): Promise<unknown> {
  const answer = await v1('POST', path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return answer.at('id');
}

/** A release that the second host did not start; later it would. */
async function partly(): Promise<unknown> {
  const mark = `mark=${version + 1}`;
  const refusing = `start) if grep -q '^${mark}$' "$config_link/app.properties"; then exit 1; fi; start ;;`;
  const putBack = changeInit(estate.hosts[1]!, 'start) start ;;', refusing);
  try {
    return await ended(await post({ policy: 'stop', batch: '1' }, { server2: mark }), 'partial');
  } finally {
    putBack();
  }
}

test('a finish does not bring a host to what its others have left meanwhile', async () => {
  await ended(await post(), 'done');
  const id = await partly();
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  const finish = await accepted(`releases/${String(id)}/finish`);
  // As if another worker had taken it up, and had died before it began.
  const taken = "UPDATE rexflow_requests SET walker = 'elsewhere', walk_expires = UTC_TIMESTAMP(3) + INTERVAL ? SECOND";
  await estate.sql.query(`${taken} WHERE id = ?`, [3600, finish]);
  worker = estate.startWorker('worker2');
  await ended(await post({ k: 'server1' }), 'done');
  const before = await running();
  await estate.sql.query(`${taken} WHERE id = ?`, [-1, finish]);
  await ended(finish, 'failed');
  expect(await viewOf(finish)).toMatchObject({
    trouble: { code: 'RELEASED_SINCE', message: expect.stringContaining('server1 runs what') },
    apps: [{ app: 'server2', outcome: 'skipped', standing: 'old', trouble: null }],
  });
  expect(await running()).toEqual(before);
  expect(await stepsOf(finish)).toEqual([]);
});

test('an undo that waited for a later release, or for another undo, takes nothing back', async () => {
  await ended(await post(), 'done');
  const id = await ended(await post(), 'done');
  gates.push(holdStart(estate.hosts[0]!));
  const later = await post();
  await until('the later release', 60, async () => (await askJob(estate, later)).at('phase') === 'activate');
  const undo = await accepted(`releases/${String(id)}/undo`, { queue: 'wait' });
  expect((await askJob(estate, undo)).at('state')).toBe('queued');
  for (const gate of gates.splice(0)) await gate.open();
  await ended(later, 'done');
  await ended(undo, 'failed');
  expect(await viewOf(undo)).toMatchObject({ trouble: { code: 'RELEASED_SINCE' } });
  expect(await running()).toEqual([`${version}.0.0`, `${version}.0.0`]);
  expect(await stepsOf(undo)).toEqual([]);

  gates.push(holdStart(estate.hosts[0]!));
  const first = await accepted(`releases/${String(later)}/undo`, { queue: 'wait' });
  const second = await accepted(`releases/${String(later)}/undo`, { queue: 'wait' });
  for (const gate of gates.splice(0)) await gate.open();
  await ended(first, 'done');
  await ended(second, 'failed');
  expect(await viewOf(second)).toMatchObject({ trouble: { code: 'UNDO_NOTHING' } });
  expect(await running()).toEqual([`${version - 1}.0.0`, `${version - 1}.0.0`]);
  expect(await stepsOf(second)).toEqual([]);
});
