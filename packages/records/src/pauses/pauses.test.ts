import type { Database } from '#mysql';
import type { App } from '#release';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, openRecords, settled, type Asked, type OpenRecords } from '../records.fixture.js';
import type { Records } from '../records.js';

let opened: OpenRecords;
let db: Database;
let records: Records;
beforeAll(async () => {
  opened = await openRecords();
  ({ db, records } = opened);
});
afterAll(async () => {
  await opened?.end();
});

const post = async (apps: App[], more: Asked = {}) => (await records.accept(opened.request(apps, more))).request;
const told = async (id: string) =>
  (
    await db.query<{ kind: string; data: string }>(
      "SELECT kind, data FROM rexflow_events WHERE request_id = ? AND kind IN ('paused', 'continued', 'cancelled') ORDER BY id",
      [id],
    )
  ).map(({ kind, data }) => [kind, JSON.parse(data) as unknown]);

test('a paused request begins no phase that goes on until somebody continues it; what puts things right does', async () => {
  const { id } = await post([opened.fresh()]);
  await records.enterPhase(at(id), 'stage', 0, { unlessHeld: true });
  await records.pause(id, { by: 'alice', reason: 'errors' });
  const { paused } = (await records.request(id))!;
  expect(paused).toMatchObject({ by: 'alice', reason: 'errors' });
  const enter = (unlessHeld: boolean) => records.enterPhase(at(id), 'prepare', 0, { unlessHeld });
  await expect(enter(true)).rejects.toMatchObject({
    code: 'PAUSED',
    details: { job: id, by: 'alice', reason: 'errors', since: paused!.since, command: `rexflow continue ${id}` },
  });
  expect((await records.request(id))!.phase).toBe('stage');
  await records.waitAsWhole(id, 'alice');
  await records.endPause(id, 'bob');
  expect((await records.request(id))!).toMatchObject({ paused: null, waiting: null });
  await enter(true);
  await records.pause(id, { by: 'alice', reason: null });
  await records.enterPhase(at(id), 'discard', 0);
  expect((await records.request(id))!.phase).toBe('discard');
  await records.settle(at(id), settled);
});

test('who, why and since when are told once, and a second pause changes who and why alone', async () => {
  const { id } = await post([opened.fresh()]);
  await records.pause(id, { by: 'alice', reason: null });
  const first = (await records.request(id))!.paused!;
  await records.pause(id, { by: 'alice', reason: null });
  await records.pause(id, { by: 'bob', reason: 'looks odd' });
  expect((await records.request(id))!.paused).toEqual({ by: 'bob', reason: 'looks odd', since: first.since });
  await records.endPause(id, 'bob');
  await records.endPause(id, 'bob');
  expect(await told(id)).toEqual([
    ['paused', { by: 'alice' }],
    ['paused', { by: 'bob', reason: 'looks odd' }],
    ['continued', { by: 'bob' }],
  ]);
  const audit = await db.query('SELECT user, action, details FROM rexflow_audit WHERE job = ? ORDER BY id', [id]);
  expect(audit).toMatchObject([
    { user: 'alice', action: 'pause' },
    { user: 'bob', action: 'pause', details: '{"reason":"looks odd"}' },
    { user: 'bob', action: 'continue' },
  ]);
  await records.settle(at(id), settled);
});

test('nothing is paused that has not begun, is being cancelled, has ended, or does all at once', async () => {
  const by = { by: 'alice', reason: null };
  const app = opened.fresh();
  const running = await post([app]);
  const waits = await post([app], { line: 'wait' });
  const refused = (because: string) => ({ code: 'NOT_PAUSABLE', details: { because } });
  await expect(records.pause(waits.id, by)).rejects.toMatchObject(refused('queued'));
  await records.cancel(running.id, 'alice');
  await expect(records.pause(running.id, by)).rejects.toMatchObject(refused('cancelled'));
  await records.settle(at(running.id), settled);
  await expect(records.pause(running.id, by)).rejects.toMatchObject({ code: 'JOB_SETTLED' });
  await expect(records.endPause(running.id, 'alice')).rejects.toMatchObject({ code: 'JOB_SETTLED' });
  const looks = await post([opened.fresh()], { action: 'check', exclusive: false, recorded: false });
  await expect(records.pause(looks.id, by)).rejects.toMatchObject(refused('once'));
  const command: Asked = { action: 'run', parameters: { k: 'server', c: 'id' }, exclusive: false, recorded: false };
  const runs = await post([opened.fresh()], command);
  await expect(records.pause(runs.id, by)).rejects.toMatchObject(refused('once'));
  for (const asked of [records.pause('nothing', by), records.endPause('nothing', 'alice')])
    await expect(asked).rejects.toMatchObject({ code: 'JOB_UNKNOWN' });
  await records.settle(at(waits.id), settled);
});

test('whoever cancels may say what becomes of the switched hosts; of several who do the last counts', async () => {
  const app = opened.fresh();
  const { id } = await post([app]);
  const policies = async () => [
    (await records.request(id))!.rollout.policy,
    (await records.part({ requestId: id, appKey: app.appKey }))!.request.rollout.policy,
  ];
  expect(await policies()).toEqual(['stop', 'stop']);
  await records.cancel(id, 'alice', 'undo');
  expect(await policies()).toEqual(['undo', 'undo']);
  await records.cancel(id, 'bob');
  expect(await policies()).toEqual(['undo', 'undo']);
  await records.cancel(id, 'bob', 'keep');
  expect(await policies()).toEqual(['stop', 'stop']);
  expect((await told(id))[0]).toEqual(['cancelled', { by: 'alice', then: 'undo' }]);
  await records.settle(at(id), settled);
});
