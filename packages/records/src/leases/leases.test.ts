import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '#mysql';
import type { App } from '#release';
import type { NewRequest } from '../base/types.js';
import { at, openRecords, settled, type OpenRecords } from '../records.fixture.js';
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

const fresh = (): App => opened.fresh();
const request = (apps: App[]): NewRequest => opened.request(apps);

test('pre_deploy_status mirrors the lease', async () => {
  const one = fresh();
  const status = async () =>
    (await db.query<{ status: number }>('SELECT status FROM pre_deploy_status WHERE deploy_key = ?', [one.appKey])).map(
      (row) => row.status,
    );
  const { request: made } = await records.accept(request([one]));
  expect(await status()).toEqual([1]);
  await records.settle(at(made.id), settled);
  expect(await status()).toEqual([0]);
  await records.accept(request([one]));
  expect(await status()).toEqual([1]);
});

test('a lease has one holder at a time, and its fence only grows', async () => {
  const one = fresh();
  const { request: made } = await records.accept(request([one]));
  const claim = (holder: string, life = 30) =>
    records.acquireLease({ requestId: made.id, appKey: one.appKey, holder, life });
  const first = await claim('worker-1', 0.05);
  if (typeof first === 'string') throw new Error(first);
  expect(await claim('worker-2')).toBe('taken');
  await expect.poll(() => claim('worker-2', 30), { timeout: 5000 }).not.toBe('taken');
  expect(await records.renewLease(first, 30)).toBe(false);
  const [row] = await db.query<{ holder: string; fence: number }>(
    'SELECT holder, fence FROM rexflow_leases WHERE app_key = ?',
    [one.appKey],
  );
  expect(row).toMatchObject({ holder: 'worker-2' });
  expect(row!.fence).toBeGreaterThan(first.fence);
  await records.settle(at(made.id), settled);
  expect(await claim('worker-3')).toBe('lost');
});

test('initdb frees what settled or expired, and with force everything', async () => {
  const [dead, live] = [fresh(), fresh()];
  const one = (await records.accept(request([dead]))).request;
  const two = (await records.accept(request([live]))).request;
  await records.acquireLease({ requestId: one.id, appKey: dead.appKey, holder: 'gone', life: -1 });
  await records.acquireLease({ requestId: two.id, appKey: live.appKey, holder: 'alive', life: 30 });
  await records.freeLeases(false);
  const held = async () =>
    (await db.query<{ app_key: string }>('SELECT app_key FROM rexflow_leases WHERE request_id IS NOT NULL')).map(
      (row) => row.app_key,
    );
  expect(await held()).not.toContain(dead.appKey);
  expect(await held()).toContain(live.appKey);
  await records.freeLeases(true);
  expect(await held()).toEqual([]);
});

test('only one walks a request at a time', async () => {
  const { request: made } = await records.accept(request([fresh()]));
  const first = await records.acquireRequestLease({ requestId: made.id, holder: 'a', life: 30 });
  expect(await records.acquireRequestLease({ requestId: made.id, holder: 'b', life: 30 })).toBeNull();
  await records.releaseRequestLease(first!);
  const second = await records.acquireRequestLease({ requestId: made.id, holder: 'b', life: 30 });
  expect(second!.fence).toBeGreaterThan(first!.fence);
  expect(await records.renewRequestLease(first!, 30)).toBe(false);
});
