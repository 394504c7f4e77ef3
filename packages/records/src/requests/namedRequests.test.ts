import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRecords, type OpenRecords } from '../records.fixture.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
  for (const id of [
    '01a22999-c69a-71f0-b3bb-b70956c9cfe1',
    '01a22999-d37b-7492-88a0-b5f0bb888562',
    '01a2299a-d37b-7492-88a0-b5f0bb888563',
    // As an older program wrote it, and ends as another one begins.
    'f81d4fae-7dec-11d0-a765-00a001a22999',
  ])
    await opened.db.execute(
      `INSERT INTO rexflow_requests (id, action, parameters, digest, caller, exclusive, recorded, state, stamp, accepted_at)
       VALUES (?, 'release', '{}', '', 'admin', 0, 0, 'settled', '', UTC_TIMESTAMP(3))`,
      [id],
    );
});
afterAll(async () => {
  await opened?.end();
});
const ends = async (text: string): Promise<string[]> =>
  (await opened.records.requestsNamed(text)).map(({ id }) => id.slice(-4)).sort();

test.each([
  ['bb888562', ['8562']],
  ['56c9', ['cfe1']],
  ['01a2299a', ['8563']],
  ['01a22999-d', ['8562']],
  ['bb88', ['8562', '8563']],
  ['01a22999', ['2999', '8562', 'cfe1']],
  ['f81d4fae-7dec-11d0-a765-00a001a22999', ['2999']],
  ['8562', []],
  ['%', []],
  ['_b888562', []],
])('%s is the beginning of an id, or of a short id, of %j', async (text, found) => {
  expect(await ends(text)).toEqual(found);
});

test('both are found by an index, however many requests there are', async () => {
  for (const column of ['id', 'short']) {
    const [row] = await opened.db.query<{ possible_keys: string | null }>(
      `EXPLAIN SELECT id FROM rexflow_requests WHERE ${column} LIKE 'bb88%' ORDER BY ${column} DESC LIMIT 6`,
    );
    expect(row!.possible_keys).toContain(column === 'id' ? 'PRIMARY' : 'short');
  }
});
