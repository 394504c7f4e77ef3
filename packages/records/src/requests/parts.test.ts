import { CodedError } from '#contract';
import type { Database, Statements } from '#mysql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decode } from '#rex';
import { createRecords } from '../records.js';
import { at, openRecords, tables, type OpenRecords } from '../records.fixture.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(async () => {
  await opened?.end();
});

/** The same database, which counts the rows it gives. */
function counting(db: Database): { db: Database; rows: () => number } {
  let rows = 0;
  const over = (sql: Statements): Statements => ({
    execute: sql.execute.bind(sql),
    query: async <T extends object>(text: string, values?: Parameters<Statements['query']>[1]) => {
      const found = await sql.query<T>(text, values);
      rows += found.length;
      return found;
    },
  });
  return {
    db: { ...db, ...over(db), trip: (work) => db.trip((sql) => work(over(sql))) },
    rows: () => rows,
  };
}

test('the part of a request on one app is read without the others, and says what the whole request says', async () => {
  const apps = Array.from({ length: 40 }, () => opened.fresh());
  const { request: made } = await opened.records.accept(opened.request(apps));
  await opened.records.enterPhase(at(made.id), 'stage', 0);
  await opened.records.endPhase(at(made.id), 'stage', { facts: { bundle: 'made.1', diff: apps } });
  await opened.records.enterPhase(at(made.id), 'prepare', 0);
  await opened.records.cancel(made.id, 'somebody');
  const whole = (await opened.records.request(made.id))!;
  const { db, rows } = counting(opened.db);
  const records = await createRecords(db, tables, { decode });
  const before = rows();
  const found = await Promise.all(apps.slice(0, 3).map(({ appKey }) => records.part({ requestId: made.id, appKey })));
  expect(rows() - before).toBe(1 + 3);
  expect(found.map((one) => one?.record)).toEqual(whole.apps.slice(0, 3));
  const { request } = found[0]!;
  expect({ ...whole, bundle: whole.facts.bundle }).toMatchObject(request);
  expect(request).not.toHaveProperty('apps');
  expect(await records.part({ requestId: made.id, appKey: 'another' })).toBeNull();
  expect(await records.part({ requestId: 'another', appKey: apps[0]!.appKey })).toBeNull();
});

test('where a request stands, and who cancelled it, is told without its apps', async () => {
  const { request: made } = await opened.records.accept(opened.request([opened.fresh(), opened.fresh()]));
  const { db, rows } = counting(opened.db);
  const records = await createRecords(db, tables, { decode });
  const before = rows();
  expect(await records.stateOf(made.id)).toBe('accepted');
  expect(await records.cancelledBy(made.id)).toBeNull();
  await opened.records.cancel(made.id, 'somebody');
  expect(await records.cancelledBy(made.id)).toBe('somebody');
  expect(rows() - before).toBe(3);
  expect(await records.stateOf('another')).toBeNull();
});

test('the apps that met trouble of their own are named in the order of the catalogue', async () => {
  const apps = Array.from({ length: 5 }, () => opened.fresh());
  const { request: made } = await opened.records.accept(opened.request(apps));
  const votes = [
    [4, 'activate', 'START_FAILED'],
    [0, 'undo', 'CONNECTION_LOST'],
    [1, 'undo', 'UNDONE'],
    [2, 'undo', 'CANCELLED'],
  ] as const;
  for (const [index, phase, code] of votes) {
    const part = { requestId: made.id, appKey: apps[index]!.appKey, phase, lease: null } as const;
    await opened.records.storeHostResult(part, { vote: 'failed', standing: 'down', trouble: { code } as never });
  }
  expect(await opened.records.troubledApps(made.id)).toEqual([apps[0]!.appKey, apps[4]!.appKey]);
});

test('a cancel ends the part of all that have not begun, and of no other, at once', async () => {
  const apps = Array.from({ length: 4 }, () => opened.fresh());
  const { request: made } = await opened.records.accept(opened.request(apps, { action: 'check', exclusive: false }));
  await opened.records.enterPhase(at(made.id), 'visit', 0);
  const part = (index: number) =>
    ({ requestId: made.id, appKey: apps[index]!.appKey, phase: 'visit', lease: null }) as const;
  await opened.records.beginStep(part(0), 'check');
  await opened.records.storeHostResult(part(1), { vote: 'done', standing: null, trouble: null });
  const trouble = new CodedError('CANCELLED', { by: 'somebody' }).report();
  const lost = { code: 'LEASE_LOST' };
  await expect(opened.records.cancelUnbegun(at(made.id, 7), 'visit', null, trouble)).rejects.toMatchObject(lost);
  await opened.records.cancelUnbegun(at(made.id), 'visit', null, trouble);
  const stands = (await opened.records.request(made.id))!.apps.map(({ vote, step, trouble: met }) => [
    vote,
    step,
    met?.code,
  ]);
  expect(stands).toEqual([
    [null, 'check', undefined],
    ['done', null, undefined],
    ['failed', null, 'CANCELLED'],
    ['failed', null, 'CANCELLED'],
  ]);
  const cancelled = await opened.db.query<{ app_key: string }>(
    "SELECT app_key FROM rexflow_events WHERE request_id = ? AND kind = 'vote' AND data LIKE '%CANCELLED%' ORDER BY app_key",
    [made.id],
  );
  expect(cancelled.map((row) => row.app_key)).toEqual(apps.slice(2).map(({ appKey }) => appKey));
});
