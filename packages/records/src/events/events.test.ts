import { afterAll, beforeAll, expect, test } from 'vitest';
import { decode } from '#rex';
import { at, openRecords, settled, tables, watched, type OpenRecords } from '../records.fixture.js';
import { createRecords } from '../records.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(() => opened.end());

const telling = 'INSERT INTO rexflow_events';

test('what readers of all releases have to wait for is the last statement of its transaction', async () => {
  const transactions: string[][] = [];
  const records = await createRecords(watched(opened.db, transactions), tables, { decode });
  const app = opened.fresh();
  const post = async (line?: 'wait' | 'latest'): Promise<string> =>
    (await records.accept(opened.request([app], { line }))).request.id;
  const holder = await post();
  const replaced = await post('wait');
  const leaves = await post('latest');
  await records.cancelWaiting(leaves, 'admin');
  const next = await post('wait');
  await records.settle(at(holder), settled);
  const statements = transactions.filter((texts) => texts.some((text) => text.startsWith(telling)));
  expect(statements.length).toBe(6);
  for (const texts of statements) {
    expect(texts.findIndex((text) => text.startsWith(telling))).toBe(texts.length - 1);
  }
  const rows = await opened.db.query<{ request_id: string; kind: string }>(
    'SELECT request_id, kind FROM rexflow_events ORDER BY id',
  );
  expect(rows.map(({ request_id: id, kind }) => [id, kind])).toEqual([
    [holder, 'accepted'],
    [replaced, 'queued'],
    [replaced, 'settled'],
    [leaves, 'queued'],
    [leaves, 'cancelled'],
    [leaves, 'settled'],
    [next, 'queued'],
    [holder, 'settled'],
    [next, 'granted'],
  ]);
});
