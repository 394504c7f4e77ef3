import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database, Statements } from '#mysql';
import { at, openRecords, settled, tables, type OpenRecords } from './records.fixture.js';
import { createRecords } from './records.js';

let house: OpenRecords;
beforeAll(async () => {
  house = await openRecords();
});
afterAll(() => house.end());

/** The same database, which keeps the statements of its transactions. */
function watched(db: Database, transactions: string[][]): Database {
  return {
    ...db,
    transaction: (work) =>
      db.transaction(async (sql) => {
        const seen: string[] = [];
        transactions.push(seen);
        const noting: Statements = {
          query: (text, values) => (seen.push(text), sql.query(text, values)),
          execute: (text, values) => (seen.push(text), sql.execute(text, values)),
        };
        return await work(noting);
      }),
  };
}

const telling = 'INSERT INTO rexflow_events';

test('what readers of all releases have to wait for is the last statement of its transaction', async () => {
  const transactions: string[][] = [];
  const records = await createRecords(watched(house.db, transactions), tables);
  const app = house.fresh();
  const post = async (line?: 'wait' | 'latest'): Promise<string> =>
    (await records.accept(house.request([app], { line }))).request.id;
  const holder = await post();
  const replaced = await post('wait');
  const leaves = await post('latest');
  await records.leaveLine(leaves, 'admin');
  const next = await post('wait');
  await records.settle(at(holder), settled);
  const told = transactions.filter((texts) => texts.some((text) => text.startsWith(telling)));
  expect(told.length).toBe(6);
  for (const texts of told) {
    expect(texts.findIndex((text) => text.startsWith(telling))).toBe(texts.length - 1);
  }
  const rows = await house.db.query<{ request_id: string; kind: string }>(
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
