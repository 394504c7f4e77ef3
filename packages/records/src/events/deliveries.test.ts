import type { Outcome } from '#contract';
import type { Database } from '#mysql';
import type { App } from '#release';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { decode } from '#rex';
import { deliveryId } from './deliveries.js';
import { at, openRecords, settled, tables, type OpenRecords, type Asked } from '../records.fixture.js';
import { createRecords, type Records } from '../records.js';
import type { RequestRecord } from '../base/types.js';

let opened: OpenRecords;
let db: Database;
let records: Records;
beforeAll(async () => {
  opened = await openRecords();
  db = opened.db;
  records = await createRecords(db, tables, {
    decode,
    webhooks: [
      { name: 'all', on: [], actions: [] },
      { name: 'bad', on: ['failed', 'superseded'], actions: ['release'] },
      { name: 'checks', on: [], actions: ['check'] },
    ],
  });
});
afterAll(async () => {
  await opened?.end();
});
beforeEach(() => db.execute('DELETE FROM rexflow_deliveries'));

const fresh = (): App => opened.fresh();
const post = async (apps: App[], more: Asked = {}): Promise<RequestRecord> =>
  (await records.accept(opened.request(apps, more))).request;
const settle = ({ id }: RequestRecord, outcome: Outcome = 'done') => records.settle(at(id), { ...settled, outcome });
const rows = async (): Promise<string[]> => {
  const found = await db.query<{ id: string; request_id: string; webhook: string }>(
    'SELECT id, request_id, webhook FROM rexflow_deliveries ORDER BY webhook',
  );
  for (const row of found) expect(row.id).toBe(deliveryId(row.request_id, row.webhook));
  return found.map((row) => `${row.webhook} ${row.request_id}`);
};

test('a settlement writes one row for each webhook that wants it, however often it is settled', async () => {
  const good = await post([fresh()]);
  await Promise.all([settle(good), settle(good), settle(good)]);
  expect(await rows()).toEqual([`all ${good.id}`]);
  const bad = await post([fresh()]);
  await settle(bad, 'failed');
  expect((await rows()).sort()).toEqual([`all ${good.id}`, `all ${bad.id}`, `bad ${bad.id}`].sort());
});

test('what changes no app is told only to who asked for it', async () => {
  const check = await post([fresh()], { action: 'check', exclusive: false, recorded: false });
  await settle(check);
  expect(await rows()).toEqual([`checks ${check.id}`]);
});

test('what ends in line is told, too', async () => {
  const one = fresh();
  await post([one]);
  const old = await post([one], { line: 'wait' });
  const latest = await post([one], { line: 'latest' });
  expect(await rows()).toEqual([`all ${old.id}`, `bad ${old.id}`]);
  await records.cancelWaiting(latest.id, 'ops');
  expect((await rows()).sort()).toEqual([`all ${old.id}`, `all ${latest.id}`, `bad ${old.id}`].sort());
});

test('a settlement that is not stored leaves no row', async () => {
  const request = await post([fresh()]);
  const settings = { ...tables, status: 'no_such_table' };
  const broken = await createRecords(db, settings, { decode, webhooks: [{ name: 'all', on: [], actions: [] }] });
  await expect(broken.settle(at(request.id), settled)).rejects.toThrow();
  expect(await rows()).toEqual([]);
  expect((await records.request(request.id))!.state).toBe('accepted');
});

test('of many who look at once each claims others, and a claim runs out', async () => {
  for (let at = 0; at < 5; at++) await settle(await post([fresh()]));
  const looks = await Promise.all(Array.from({ length: 6 }, () => records.claimDeliveries(30)));
  const claimed = looks.flat();
  expect(claimed).toHaveLength(5);
  expect(new Set(claimed.map(({ id }) => id)).size).toBe(5);
  expect(claimed.every(({ attempt }) => attempt === 1)).toBe(true);
  expect(await records.claimDeliveries(30)).toEqual([]);
  await db.execute('UPDATE rexflow_deliveries SET next_at = UTC_TIMESTAMP(3) WHERE id = ?', [claimed[0]!.id]);
  expect(await records.claimDeliveries(30)).toMatchObject([{ id: claimed[0]!.id, attempt: 2 }]);
});

test('what was taken is due no more; what was not is due later, or kept when it is given up', async () => {
  await settle(await post([fresh()]));
  const [first] = await records.claimDeliveries(30);
  await records.endDelivery(first!, { error: 'it answers 500', again: 0 });
  const [second] = await records.claimDeliveries(0);
  const [third] = await records.claimDeliveries(30);
  expect([second!.attempt, third!.attempt]).toEqual([2, 3]);
  // The second was thought dead: its late answer counts no more.
  await records.endDelivery(second!, { error: null, again: null });
  const row = async () =>
    (await db.query('SELECT attempts, delivered_at, next_at, last_error FROM rexflow_deliveries'))[0];
  expect(await row()).toMatchObject({ delivered_at: null, last_error: 'it answers 500' });
  await records.endDelivery(third!, { error: 'x'.repeat(900), again: null });
  expect(await row()).toMatchObject({ attempts: 3, delivered_at: null, next_at: null });

  await settle(await post([fresh()]));
  const [other] = await records.claimDeliveries(30);
  await records.endDelivery(other!, { error: null, again: null });
  expect(await records.claimDeliveries(30)).toEqual([]);
  expect(await db.query('SELECT id FROM rexflow_deliveries WHERE delivered_at IS NOT NULL')).toEqual([
    { id: other!.id },
  ]);
});

test('old rows go when they are over, and no other', async () => {
  for (let at = 0; at < 3; at++) await settle(await post([fresh()]));
  const [over, recent, open] = await records.claimDeliveries(30);
  for (const delivery of [over!, recent!]) await records.endDelivery(delivery, { error: null, again: null });
  await db.execute('UPDATE rexflow_deliveries SET created_at = UTC_TIMESTAMP(3) - INTERVAL 31 DAY WHERE id IN (?, ?)', [
    over!.id,
    open!.id,
  ]);
  await records.prune({ requests: 0, audit: 0, events: 0, deliveries: 30 }, { releases: 5, bundles: 20 });
  const left = await db.query<{ id: string }>('SELECT id FROM rexflow_deliveries');
  expect(left.map(({ id }) => id).sort()).toEqual([recent!.id, open!.id].sort());
});
