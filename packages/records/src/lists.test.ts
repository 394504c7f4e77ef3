import { afterAll, beforeAll, expect, test } from 'vitest';
import { decode } from '#rex';
import type { Statements, Value } from '#mysql';
import { auditing, readAudit } from './events/audit.js';
import { openRecords, type OpenRecords } from './records.fixture.js';
import { readReleases, type ReleaseFilter } from './requests/releases.js';

let opened: OpenRecords;
const total = 3000;
/** The oldest are of what is seldom, so that reading back from the newest passes all others. */
const seldom = 30;
const timestampOf = (index: number): Date => new Date(Date.UTC(2026, 0, 1) + index * 1000);
const idOf = (index: number): string => `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`;
const stored = (index: number): string => timestampOf(index).toISOString().replace('T', ' ').replace('Z', '');
const one = <T>(index: number, rare: T, usual: T): T => (index < seldom ? rare : usual);

async function fill(table: string, columns: string, rowOf: (index: number) => Value[]): Promise<void> {
  for (let from = 0; from < total; from += 500) {
    const rows = Array.from({ length: 500 }, (_, index) => rowOf(from + index));
    const placeholders = rows.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
    await opened.db.execute(`INSERT INTO ${table} (${columns}) VALUES ${placeholders}`, rows.flat());
  }
}

beforeAll(async () => {
  opened = await openRecords();
  await fill(
    'rexflow_requests',
    'id, action, parameters, digest, caller, exclusive, recorded, state, outcome, stamp, accepted_at, settled_at',
    (index) => [
      ...[idOf(index), one(index, 'run', 'release'), '{}', '', one(index, 'ci', 'admin'), 1, 1],
      ...[one(index, 'accepted', 'settled'), one(index, 'failed', 'done'), '', stored(index), stored(index)],
    ],
  );
  await fill('rexflow_host_releases', 'request_id, app_key, ordinal, app, random_str, standing', (index) => [
    ...[idOf(index), one(index, 'seldom', 'often'), 1, '{}', String(1e18 + index * 1e9), 'new'],
  ]);
  for (let from = 0; from < total; from += 500) {
    const lines = Array.from({ length: 500 }, (_, index) => ({
      user: one(from + index, 'ci', 'admin'),
      action: (from + index) % 2 === 0 ? 'release' : one(from + index, 'run', 'login'),
      job: null,
      details: {},
    }));
    await opened.db.execute(...auditing(lines));
  }
  await opened.db.query('ANALYZE TABLE rexflow_requests, rexflow_host_releases, rexflow_audit');
});
afterAll(() => opened?.end());

/** The result of work, and the number of rows MySQL read for it. */
async function reading<T>(work: (sql: Statements) => Promise<T>): Promise<{ value: T; read: number }> {
  return await opened.db.transaction('tell', async (sql) => {
    const count = async (): Promise<number> => {
      const rows = await sql.query<{ Value: string }>("SHOW SESSION STATUS LIKE 'Handler_read%'");
      return rows.reduce((sum, row) => sum + Number(row.Value), 0);
    };
    const before = await count();
    const own = (await count()) - before;
    const from = await count();
    const value = await work(sql);
    return { value, read: (await count()) - from - own };
  });
}

test.each([[{ user: 'ci' }], [{ action: 'run' }], [{ user: 'ci', action: 'run' }]])(
  'the lines of the audit by %j are found without the others',
  async (filter) => {
    const { value, read } = await reading((sql) => readAudit(sql, filter, { before: null, limit: 10 }));
    expect(value).toHaveLength(10);
    for (const line of value) expect(line).toMatchObject(filter);
    expect(read).toBeLessThan(200);
    const next = await readAudit(opened.db, filter, { before: value.at(-1)!.id, limit: 10 });
    expect(next[0]!.id).toBeLessThan(value.at(-1)!.id);
  },
);

test('a page of the whole audit is read and no more', async () => {
  const { value, read } = await reading((sql) => readAudit(sql, {}, { before: null, limit: 10 }));
  expect(value.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => total - index));
  expect(read).toBeLessThan(200);
});

const filters: ReleaseFilter[] = [
  { caller: 'ci' },
  { app: 'seldom' },
  { state: 'accepted' },
  { outcome: 'failed' },
  { action: 'run' },
  { until: timestampOf(seldom) },
  { since: timestampOf(0), until: timestampOf(seldom) },
];
test.each(filters.map((filter) => [filter]))('the releases by %j are found without the others', async (filter) => {
  const { value, read } = await reading((sql) => readReleases(sql, { decode }, filter, { after: null, limit: 10 }));
  expect(value.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => idOf(seldom - 1 - index)));
  expect(read).toBeLessThan(300);
});

// Those of an app are all read, and only they: nothing that stands with them is in the order of the list.
test.each([[{ caller: 'admin' }], [{ action: 'release' }], [{ since: timestampOf(seldom) }]])(
  'a page of the releases by %j, which are nearly all, is read and no more',
  async (filter) => {
    const { value, read } = await reading((sql) => readReleases(sql, { decode }, filter, { after: null, limit: 10 }));
    expect(value.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => idOf(total - 1 - index)));
    expect(read).toBeLessThan(300);
  },
);
