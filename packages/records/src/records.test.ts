import { CodedError, statement } from '#contract';
import type { Database } from '#mysql';
import type { App } from '#release';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decode } from '#rex';
import { at, openRecords, settled, tables, type OpenRecords, type Asked } from './records.fixture.js';
import { createRecords, type Records } from './records.js';
import type { NewRequest } from './base/types.js';

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

const fresh = (): App => opened.fresh();
const request = (apps: App[], more: Asked = {}): NewRequest => opened.request(apps, more);

test('an accepted request is there as it was posted, its apps in the order of the catalogue', async () => {
  const [one, two] = [fresh(), fresh()];
  const { request: made, fresh: isNew } = await records.accept(request([two, one]));
  expect(isNew).toBe(true);
  const read = await records.request(made.id);
  expect(read).toMatchObject({
    request: { kind: 'release', targets: { names: ['server'] }, source: { kind: 'updateDirectory' } },
    wire: { action: 'release', parameters: { k: 'server' } },
    caller: 'admin',
    state: 'accepted',
    phase: null,
  });
  expect(read!.apps.map((record) => record.app.appKey)).toEqual([one.appKey, two.appKey]);
  expect(read!.apps.every((record) => /^\d{19}$/.test(record.randomStr))).toBe(true);
  expect(read!.stamp).toMatch(/^\d{8}_\d{6}$/);
});

test('a row of an older program, which holds no typed request, is read by its words', async () => {
  const words = { action: 'rollback', parameters: { k: 'server', rollstatus: '1' } };
  const { request: made } = await records.accept(request([fresh()], words));
  const typed = { kind: 'rollback', to: { kind: 'marked' }, targets: { names: ['server'] } };
  const stored = 'SELECT request FROM rexflow_requests WHERE id = ?';
  const [row] = await db.query<{ request: string }>(stored, [made.id]);
  expect(JSON.parse(row!.request)).toMatchObject(typed);
  await db.execute('UPDATE rexflow_requests SET request = NULL WHERE id = ?', [made.id]);
  expect(await records.request(made.id)).toMatchObject({ request: typed, wire: words });
});

test('the typed request counts, whatever the words beside it say', async () => {
  const { request: made } = await records.accept(request([fresh()]));
  await db.execute("UPDATE rexflow_requests SET parameters = '{}' WHERE id = ?", [made.id]);
  expect((await records.request(made.id))!.request).toMatchObject({ targets: { names: ['server'] } });
});

test('a held app is refused with who holds it and since when, and nothing of the request stays', async () => {
  const [held, free] = [fresh(), fresh()];
  const { request: first } = await records.accept(request([held]));
  await expect(records.accept(request([free, held], { caller: 'other' }))).rejects.toMatchObject({
    code: 'APP_BUSY',
    details: { app: held.appKey, holder: 'admin', job: first.id, action: 'release' },
  });
  await records.accept(request([free]));
  expect(await records.settle(at(first.id), settled)).toEqual([]);
  await records.accept(request([held]));
});

test('of many requests for one app at the same moment exactly one is accepted', async () => {
  const contended = fresh();
  const results = await Promise.allSettled(Array.from({ length: 12 }, () => records.accept(request([contended]))));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'APP_BUSY' });
});

test('the same idempotency key gives the same job; other parameters are refused', async () => {
  const keyed = (parameters: Record<string, string>) =>
    records.accept(request([], { exclusive: false, recorded: false, parameters, idempotencyKey: 'ci-1' }));
  const [first, second] = await Promise.all([keyed({ a: '1', b: '2' }), keyed({ b: '2', a: '1' })]);
  expect(first.request.id).toBe(second.request.id);
  expect([first.fresh, second.fresh].filter(Boolean)).toHaveLength(1);
  await expect(keyed({ a: '2' })).rejects.toMatchObject({
    code: 'IDEMPOTENCY_MISMATCH',
    details: { job: first.request.id },
  });
});

test('releases posted at the same moment with one key are one job, and none is refused as busy', async () => {
  const one = fresh();
  const post = () => records.accept(request([one], { idempotencyKey: `ci-${one.appKey}` }));
  const made = await Promise.all(Array.from({ length: 8 }, post));
  expect(new Set(made.map((accepted) => accepted.request.id)).size).toBe(1);
  expect(made.filter((accepted) => accepted.fresh)).toHaveLength(1);
});

test('two requests for the same app in one second get different stamps', async () => {
  const one = fresh();
  const first = (await records.accept(request([one]))).request;
  await records.settle(at(first.id), settled);
  const second = (await records.accept(request([one]))).request;
  expect(second.stamp > first.stamp).toBe(true);
});

test('a request is settled once', async () => {
  const { request: made } = await records.accept(request([fresh()]));
  expect(await records.settle(at(made.id), settled)).toEqual([]);
  expect(await records.settle(at(made.id), { ...settled, outcome: 'failed' })).toBeNull();
  expect((await records.request(made.id))!.settlement!.outcome).toBe('done');
  expect(await records.cancel(made.id, 'admin')).toBe(false);
});

test('phases and steps are stored before they are done, and read back in order', async () => {
  const one = fresh();
  const { request: made } = await records.accept(request([one]));
  await records.enterPhase(at(made.id), 'prepare', 0);
  expect(await records.request(made.id)).toMatchObject({ state: 'running', phase: 'prepare', phaseEnded: false });
  const part = { requestId: made.id, appKey: one.appKey, phase: 'prepare', lease: null } as const;
  const { number, cancelledBy } = await records.beginStep(part, 'inspect');
  expect(cancelledBy).toBeNull();
  expect(await records.stepHistory(made.id, one.appKey)).toEqual([
    {
      ...{ phase: 'prepare', step: 'inspect', state: 'begun', facts: {}, trouble: null },
      begunAt: expect.any(Date),
      endedAt: null,
    },
  ]);
  await records.wait(part, 'its turn');
  const waiting = async () => (await records.request(made.id))!.apps[0]!.waiting;
  const { since } = (await waiting())!;
  expect(since).toMatch(/Z$/);
  const what = statement('waits.answer', { host: '10.0.0.1' });
  await records.wait(part, what);
  expect(await waiting()).toEqual({ for: '10.0.0.1 to answer', statement: what, since });
  await records.wait(part, 'its turn again');
  expect(await waiting()).toEqual({ for: 'its turn again', since });
  await records.endStep(part, number, {
    step: 'inspect',
    state: 'done',
    facts: { free: '1' },
    trouble: null,
    deploy: null,
  });
  expect((await records.request(made.id))!.apps[0]!.waiting).toBeNull();
  await records.storeHostResult(part, { vote: 'done', standing: 'old', trouble: null });
  expect((await records.request(made.id))!.apps[0]).toMatchObject({ vote: 'done', standing: 'old', step: 'inspect' });
  await records.endPhase(at(made.id), 'prepare', { facts: { diff: [] } });
  expect(await records.request(made.id)).toMatchObject({ phaseEnded: true, facts: { diff: [] } });
});

test('the first trouble of an app stays its trouble, and its step tells where it was met', async () => {
  const one = fresh();
  const { request: made } = await records.accept(request([one]));
  const result = { vote: 'failed', standing: null } as const;
  const trouble = (path: string) => new CodedError('DISK_FULL', { path }).report();
  const part = { requestId: made.id, appKey: one.appKey, phase: 'prepare', lease: null } as const;
  await records.beginStep(part, 'carry');
  await records.beginStep(part, 'revert');
  await records.storeHostResult(part, { ...result, step: 'carry', trouble: trouble('first') });
  const later = { ...part, phase: 'discard' } as const;
  await records.beginStep(later, 'discard');
  await records.storeHostResult(later, { ...result, step: 'discard', trouble: trouble('second') });
  const [app] = (await records.request(made.id))!.apps;
  expect(app).toMatchObject({ step: 'carry', trouble: { details: { path: 'first' } } });
});

test('an attempt has one row of pre_deploy_manage; long paths come back whole where the column is short', async () => {
  await db.execute('ALTER TABLE pre_deploy_manage MODIFY deloy_prodir_after varchar(64)');
  const narrow = await createRecords(db, tables, { decode });
  const one = fresh();
  const { request: made } = await narrow.accept(request([one]));
  const record = made.apps[0]!;
  await narrow.openDeployRow(made, record);
  await narrow.openDeployRow(made, record);
  const long = `/data/${'x'.repeat(100)}`;
  const values = { deloy_prodir_after: long, end_time: '2026-11-23 10:00:00', processNumber: 2 };
  const part = { requestId: made.id, appKey: one.appKey, phase: 'activate', lease: null } as const;
  const deploy = { randomStr: record.randomStr, values };
  await narrow.storeHostResult(part, { vote: 'done', standing: 'new', trouble: null, deploy });
  const [row] = await narrow.deployRows([record.randomStr]);
  expect(row).toMatchObject({
    deploy_key: one.appKey,
    deploy_ip: '10.0.0.1',
    deloy_prodir_after: long,
    processNumber: 2,
    rollRecord: 0,
  });
  const stored = await db.query<{ deloy_prodir_after: string }>(
    'SELECT deloy_prodir_after FROM pre_deploy_manage WHERE deploy_key = ?',
    [one.appKey],
  );
  expect(stored.map((found) => found.deloy_prodir_after)).toEqual([long.slice(0, 64)]);
  expect(await narrow.pastReleases(one.appKey)).toMatchObject([
    { programAfter: long, good: true, bad: false, requestId: made.id },
  ]);
});

test('requests that are not settled are found again', async () => {
  const { request: made } = await records.accept(request([fresh()]));
  expect((await records.unsettled(-1)).map(({ id }) => id)).toContain(made.id);
  await records.settle(at(made.id), settled);
  expect((await records.unsettled(-1)).map(({ id }) => id)).not.toContain(made.id);
});
