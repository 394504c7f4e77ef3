import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database, Value } from '#mysql';
import { auditing } from '../events/audit.js';
import { openRecords, type OpenRecords } from '../records.fixture.js';
import { hashOfLines, type AuditRow } from './auditLines.js';
import type { Pruned, Retention } from './prune.js';

let opened: OpenRecords;
let db: Database;
beforeAll(async () => {
  opened = await openRecords();
  db = opened.db;
});
afterAll(() => opened?.end());

const tables = ['requests', 'host_releases', 'steps', 'events', 'deliveries', 'leases', 'audit', 'audit_anchors'];
beforeEach(async () => {
  for (const table of tables) await db.execute(`DELETE FROM rexflow_${table}`);
  await db.execute('DELETE FROM pre_deploy_manage');
});

const never: Retention = { requests: 0, audit: 0, events: 0, deliveries: 0 };
const everybodysTurn = () => db.execute('UPDATE rexflow_retention SET next_at = UTC_TIMESTAMP(3)');
async function prune(retention: Partial<Retention>, bundles = 1): Promise<Pruned[]> {
  await everybodysTurn();
  return await opened.records.prune({ ...never, ...retention }, { releases: 2, bundles });
}
const count = async (table: string): Promise<number> =>
  Number((await db.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]!.n);

let made = 0;
interface Past {
  /** Days ago. */
  days: number;
  apps?: string[];
  action?: string;
  recorded?: 0 | 1;
  state?: string;
  standing?: string;
  retryOf?: string;
  bundle?: string;
  planHash?: string;
  request?: object;
  parameters?: Record<string, string>;
  /** The directory it made live; one of its own unless said otherwise. */
  program?: string;
}

/** A request of the past with all that belongs to one; gives its id. */
async function past(one: Past): Promise<string> {
  const number = (made += 1);
  const id = `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`;
  const { days, apps = ['a'], action = 'release', recorded = 1, state = 'settled', standing = 'new' } = one;
  await db.execute(
    `INSERT INTO rexflow_requests (id, action, request, parameters, digest, caller, exclusive, recorded, state, stamp, accepted_at,
       settled_at, retry_of, facts, bundle_digest, plan_hash)
     VALUES (?, ?, ?, ?, '', 'admin', 1, ?, ?, '', UTC_TIMESTAMP(3) - INTERVAL ? DAY, UTC_TIMESTAMP(3) - INTERVAL ? DAY, ?, ?, ?, ?)`,
    [
      ...[id, action, one.request ? JSON.stringify(one.request) : null, JSON.stringify(one.parameters ?? {})],
      ...[recorded, state, days, days, one.retryOf ?? null],
      one.bundle === undefined ? null : JSON.stringify({ bundle: one.bundle }),
      ...[one.bundle === undefined ? null : 'd', one.planHash ?? null],
    ],
  );
  for (const app of apps) {
    const numberOf = `${String(2_000_000 - days).padStart(9, '0')}${String(number).padStart(5, '0')}${app.charCodeAt(0)}`;
    await db.execute(
      `INSERT INTO rexflow_host_releases (request_id, app_key, ordinal, app, random_str, standing, program_after)
       VALUES (?, ?, 1, '{}', ?, ?, ?)`,
      [id, app, numberOf.padEnd(19, '0'), standing, one.program ?? `/data/${app}_${number}`],
    );
    await db.execute('INSERT IGNORE INTO rexflow_leases (app_key) VALUES (?)', [app]);
    const old = `UTC_TIMESTAMP(3) - INTERVAL ${days} DAY`;
    await db.execute(
      `INSERT INTO rexflow_steps (request_id, app_key, phase, step, state, fence, begun_at)
       VALUES (?, ?, 'prepare', 'carry', 'done', 1, ${old}), (?, ?, 'activate', 'start', 'done', 1, ${old})`,
      [id, app, id, app],
    );
    await db.execute('INSERT INTO pre_deploy_manage (deploy_key, randomStr, processNumber) VALUES (?, ?, 1)', [
      app,
      numberOf,
    ]);
  }
  await db.execute(
    "INSERT INTO rexflow_events (request_id, kind, at, data) VALUES (?, 'settled', UTC_TIMESTAMP(3), '{}')",
    [id],
  );
  return id;
}
const ids = async (): Promise<string[]> =>
  (await db.query<{ id: string }>('SELECT id FROM rexflow_requests ORDER BY id')).map(({ id }) => id);

test('old requests go with all that belongs to them, and what is kept on hosts stays', async () => {
  const all: string[] = [];
  for (let days = 50; days > 40; days--) all.push(await past({ days, apps: ['a', 'b'] }));
  await past({ days: 49, standing: 'old' });
  await past({ days: 45, action: 'check', recorded: 0, standing: 'old' });
  const recent = await past({ days: 5, action: 'check', recorded: 0 });
  const running = await past({ days: 60, state: 'running', recorded: 0 });
  const queued = await past({ days: 60, state: 'queued', recorded: 0 });
  const originals = await count('pre_deploy_manage');

  expect(await prune({})).toEqual([]);
  expect(await ids()).toHaveLength(all.length + 5);
  const [removed] = await prune({ requests: 30 });
  // Two good releases are kept on each host, the live one and the one before it besides.
  expect(await ids()).toEqual([...all.slice(-4), recent, running, queued].sort());
  expect(removed).toEqual({ what: 'requests', rows: { requests: 8, hostReleases: 14, steps: 28 } });
  for (const table of ['rexflow_host_releases', 'rexflow_steps', 'rexflow_events']) {
    const orphans = `SELECT 1 FROM ${table} WHERE request_id NOT IN (SELECT id FROM rexflow_requests)`;
    expect(await db.query(orphans)).toEqual([]);
  }
  expect(await count('pre_deploy_manage')).toBe(originals);
  const [line] = await db.query<{ user: string; action: string; details: string }>('SELECT * FROM rexflow_audit');
  expect(line).toMatchObject({ user: 'rexflow', action: 'prune' });
  expect(JSON.parse(line!.details)).toMatchObject({ of: 'requests', requests: '8', hostReleases: '14', steps: '28' });
});

const hash = 'f'.repeat(64);
test.each([
  ['by its typed request', { request: { kind: 'release', plan: hash } }],
  ['by the words of an older program', { parameters: { plan: hash } }],
])('a request stays while something that is kept depends on it, %s', async (_, ofPlan) => {
  const first = await past({ days: 90, program: '/data/a_first' });
  await past({ days: 80 });
  const repeated = await past({ days: 79, action: 'service', recorded: 0 });
  const retry = await past({ days: 20, action: 'service', recorded: 0, retryOf: repeated });
  const plan = await past({ days: 70, action: 'plan', recorded: 0, planHash: hash });
  await past({ days: 70, action: 'plan', recorded: 0, planHash: 'e'.repeat(64) });
  const sealed = await past({ days: 65, action: 'promote', recorded: 0, bundle: 'kept-bundle' });
  const good = [];
  for (const days of [64, 63, 62]) good.push(await past({ days, ...(days === 64 ? ofPlan : {}) }));
  // It went back to the first one: that is what is live.
  const back = await past({ days: 61, action: 'rollback', program: '/data/a_first' });
  await prune({ requests: 30 });
  expect(await ids()).toEqual([first, repeated, retry, plan, sealed, ...good, back].sort());
  // The things it depends on go first: the retry, the bundle as one of the newest, four good releases since; then the plan.
  const newer = await past({ days: 3, bundle: 'newer' });
  await db.execute('DELETE FROM rexflow_requests WHERE id = ?', [retry]);
  await prune({ requests: 30 });
  expect(await ids()).toEqual([first, plan, good[1]!, good[2]!, back, newer].sort());
  await prune({ requests: 30 });
  expect(await ids()).toEqual([first, good[1]!, good[2]!, back, newer].sort());
});

test('a request stays whose bundle is kept under the name of its id and fence, though no fact names it', async () => {
  const kept = await past({ days: 65, action: 'plan', recorded: 0, apps: [] });
  await past({ days: 66, action: 'plan', recorded: 0, apps: [] });
  await db.execute("UPDATE rexflow_requests SET bundle_digest = 'd', facts = '{}', walk_fence = 3 WHERE id = ?", [
    kept,
  ]);
  await prune({ requests: 30 });
  expect(await ids()).toEqual([kept]);
});

test('an app of which nobody can tell what lies on its host keeps all', async () => {
  const one = await past({ days: 90, apps: ['gone'] });
  await db.execute('DELETE FROM rexflow_leases');
  await prune({ requests: 30 });
  expect(await ids()).toEqual([one]);
});

test('a round goes on where it was, over more than one batch', async () => {
  for (let number = 0; number < 230; number++) await past({ days: 100 - number / 10, apps: [], recorded: 0 });
  const kept = await past({ days: 90, apps: ['a'] });
  await prune({ requests: 30 });
  expect(await ids()).toEqual([kept]);
  const [row] = await db.query<{ position_id: string | null; removed: number; ahead: number }>(
    `SELECT position_id, removed, TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(3), next_at) AS ahead
     FROM rexflow_retention WHERE what = 'requests'`,
  );
  expect(row!.position_id).toBeNull();
  expect(Number(row!.ahead)).toBeGreaterThan(300);
});

/** Adds lines of the audit that are so many days old. */
async function lines(many: number, days: number): Promise<void> {
  const entry = { user: 'ann', action: 'release', job: null, details: { k: "it's ✓" } };
  for (let left = many; left > 0; left -= 500)
    await db.execute(...auditing(Array.from({ length: Math.min(left, 500) }, () => entry)));
  await db.execute('UPDATE rexflow_audit SET at = at - INTERVAL ? DAY WHERE at > UTC_TIMESTAMP(3) - INTERVAL 1 HOUR', [
    days,
  ]);
}
const audit = (): Promise<AuditRow[]> =>
  db.query<AuditRow>('SELECT id, at, user, action, job, details FROM rexflow_audit ORDER BY id');
interface Anchor extends Record<string, Value> {
  first_id: number;
  last_id: number;
  lines_removed: number;
  sha256: string;
}
const anchors = (): Promise<Anchor[]> => db.query<Anchor>('SELECT * FROM rexflow_audit_anchors ORDER BY first_id');

test('lines of the audit leave an anchor that a copy of them can be held against', async () => {
  await lines(1200, 40);
  await lines(5, 2);
  const copy = await audit();
  expect(await prune({ audit: 30 })).toEqual([{ what: 'audit', rows: { lines: 1000 } }]);
  const [first] = await anchors();
  const gone = copy.slice(0, 1000);
  expect(first).toMatchObject({
    ...{ first_id: gone[0]!.id, last_id: gone.at(-1)!.id, lines_removed: 1000, first_at: gone[0]!.at },
    ...{ last_at: gone.at(-1)!.at, sha256: hashOfLines(gone) },
  });
  expect(hashOfLines(gone.with(7, { ...gone[7]!, user: 'eve' }))).not.toBe(first!.sha256);
  const left = await audit();
  expect(left.slice(0, 205)).toEqual(copy.slice(1000));
  expect(JSON.parse(left.at(-1)!.details)).toEqual({
    ...{ of: 'audit', first: String(first!.first_id), last: String(first!.last_id), lines: '1000' },
    sha256: first!.sha256,
  });

  // Fewer than a thousand wait for the next day, so that there are not as many anchors as lines.
  expect(await prune({ audit: 30 })).toEqual([]);
  await db.execute('UPDATE rexflow_audit_anchors SET made_at = made_at - INTERVAL 25 HOUR');
  expect(await prune({ audit: 30 })).toEqual([{ what: 'audit', rows: { lines: 200 } }]);
  const [, second] = await anchors();
  expect(second).toMatchObject({ first_id: copy[1000]!.id, last_id: copy[1199]!.id, lines_removed: 200 });
  expect(second!.sha256).toBe(hashOfLines(copy.slice(1000, 1200)));
});

test('of several workers at once one has the turn, and a turn of another clock is passed over', async () => {
  await past({ days: 90, apps: [], recorded: 0 });
  await everybodysTurn();
  const ask = () => opened.records.prune({ ...never, requests: 30 }, { releases: 2, bundles: 1 });
  const removed = (await Promise.all([ask(), ask(), ask()])).flat();
  expect(removed).toEqual([{ what: 'requests', rows: { requests: 1, hostReleases: 0, steps: 0 } }]);
  await past({ days: 90, apps: [], recorded: 0 });
  expect(await ask()).toEqual([]);
  await db.execute('UPDATE rexflow_retention SET next_at = UTC_TIMESTAMP(3) + INTERVAL 3 YEAR');
  expect(await ask()).toHaveLength(1);
});

test('events and notes go by their own days', async () => {
  const id = await past({ days: 1, apps: [], recorded: 0 });
  await db.execute(
    "INSERT INTO rexflow_events (request_id, kind, at, data) VALUES (?, 'phase', UTC_TIMESTAMP(3) - INTERVAL 8 DAY, '{}')",
    [id],
  );
  expect(await prune({ events: 7, deliveries: 7 })).toEqual([{ what: 'events', rows: { events: 1 } }]);
  expect(await count('rexflow_events')).toBe(1);
});
