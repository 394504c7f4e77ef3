import { createHash, randomUUID } from 'node:crypto';
import { Trouble } from '#contract';
import { batchesOf } from '#release';
import type { Database, Statements } from '#mysql';
import { audit } from './audit.js';
import { telling, type Told } from './events.js';
import { makeLeases, takeLeases } from './leases.js';
import { besideLine } from './line.js';
import { busy, firstInLine, obstacle } from './obstacle.js';
import { readRequest } from './requests.js';
import { toRequestRecord, unbegun, untouched, type AppRow, type RequestRow } from './rows.js';
import { freeStamp } from './stamp.js';
import { localTime, randomStr, stampOf, utc } from './times.js';
import type { NewRequest, RequestRecord, Settling } from './types.js';
import { enterLine, supersede } from './waiting.js';

/** What makes two requests the same one: the action and its parameters, in any order. */
function digestOf({ action, parameters }: NewRequest): string {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([action, sorted]))
    .digest('hex');
}

async function earlier(
  sql: Statements,
  request: NewRequest,
  digest: string,
): Promise<{ request: RequestRecord; fresh: false } | null> {
  const [row] = await sql.query<{ id: string; digest: string }>(
    'SELECT id, digest FROM rexflow_requests WHERE caller = ? AND idempotency_key = ?',
    [request.caller, request.idempotencyKey],
  );
  if (!row) return null;
  if (row.digest !== digest) throw new Trouble('IDEMPOTENCY_MISMATCH', { job: row.id });
  return { request: (await readRequest(sql, row.id))!, fresh: false };
}

/** Another request with the same key may have come first in the meantime: it took the key, or the leases. */
function mayBeTheSame(thrown: unknown): boolean {
  const { code } = thrown as { code?: unknown };
  return code === 'ER_DUP_ENTRY' || code === 'APP_BUSY';
}

type Accepted = Awaited<ReturnType<typeof accept>>;

/** See GatewayRecords.accept. */
export async function accept(
  db: Database,
  tables: Settling,
  request: NewRequest,
): Promise<{ request: RequestRecord; fresh: boolean; granted: string[] }> {
  const digest = digestOf(request);
  const keys = request.exclusive ? request.apps.map((app) => app.appKey) : [];
  const once = async (sql: Statements, news: Told[], take: Take): Promise<Pick<Accepted, 'request' | 'fresh'>> => {
    const known = request.idempotencyKey === null ? null : await earlier(sql, request, digest);
    return known ?? { request: await store(sql, news, request, digest, take), fresh: true };
  };
  try {
    if (request.line === undefined) {
      const take: Take = (sql, _news, id, now) => takeNow(sql, tables, id, request, now);
      return {
        ...(await whereLeasesAre(db, keys, () => telling(db, (sql, news) => once(sql, news, take)))),
        granted: [],
      };
    }
    const take: Take = (sql, news, id, now) => takeOrWait(sql, news, tables, id, request, now);
    const { value, granted } = await besideLine(db, tables, keys, (sql, news) => once(sql, news, take));
    return { ...value, granted };
  } catch (thrown) {
    if (request.idempotencyKey === null || !mayBeTheSame(thrown)) throw thrown;
    const known = await earlier(db, request, digest);
    if (!known) throw thrown;
    return { ...known, granted: [] };
  }
}

/** Gets the apps for a request, or throws; true when it has to wait in line for them. */
type Take = (sql: Statements, news: Told[], id: string, now: Date) => Promise<boolean>;

class NoLeases extends Error {}

/** Runs work; an app that was never held before has no lease row to take, and gets one then. */
async function whereLeasesAre<T>(db: Database, keys: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof NoLeases)) throw thrown;
    await makeLeases(db, keys);
    return await work();
  }
}

/** Takes the leases at once. Nobody enters a line whose leases are locked, so who is in line by now came before. */
async function takeNow(
  sql: Statements,
  tables: Settling,
  id: string,
  { apps, caller }: NewRequest,
  now: Date,
): Promise<boolean> {
  if (!(await takeLeases(sql, tables, { id, apps, caller, since: localTime(now) }))) throw new NoLeases();
  const inLine = await firstInLine(
    sql,
    apps.map((app) => app.appKey),
    id,
  );
  if (inLine) throw busy(inLine);
  return false;
}

/** Takes the leases, or a place in line where the request is willing to wait; true when it has to wait. */
async function takeOrWait(
  sql: Statements,
  news: Told[],
  tables: Settling,
  id: string,
  { action, apps, caller, line }: NewRequest,
  now: Date,
): Promise<boolean> {
  const keys = apps.map((app) => app.appKey);
  if (line === 'latest') await supersede(sql, news, tables, { id, action, caller, keys });
  const inTheWay = await obstacle(sql, keys, { but: id });
  if (inTheWay && !line) throw busy(inTheWay);
  if (inTheWay) await enterLine(sql, id, keys);
  else await takeLeases(sql, tables, { id, apps, caller, since: localTime(now) });
  return inTheWay !== null;
}

const json = (value: unknown): string => JSON.stringify(value);

/** Stores a request that has its apps, or waits for them, and gives it as it would be read back. */
async function store(
  sql: Statements,
  news: Told[],
  request: NewRequest,
  digest: string,
  take: Take,
): Promise<RequestRecord> {
  const id = randomUUID();
  const now = new Date();
  const exclusive = request.exclusive && request.apps.length > 0;
  const waits = exclusive && (await take(sql, news, id, now));
  // One that waits gets its stamp with its leases: release directories are to grow in the order they are made.
  const stamp = waits ? '' : exclusive ? await freeStamp(sql, request.apps, now) : stampOf(now);
  const row: RequestRow = {
    ...unbegun,
    id,
    action: request.action,
    parameters: json(request.parameters),
    digest,
    caller: request.caller,
    exclusive: request.exclusive ? 1 : 0,
    recorded: request.recorded ? 1 : 0,
    rollout: json(request.rollout),
    retry_of: request.retryOf?.id ?? null,
    facts: request.retryOf?.bundle ? json({ bundle: request.retryOf.bundle }) : null,
    state: waits ? 'queued' : 'accepted',
    stamp,
    // By the clock that made the stamp, so that release directories tell the second the answer calls the start.
    accepted_at: utc(now),
  };
  await sql.execute(
    `INSERT INTO rexflow_requests
       (id, action, parameters, digest, caller, idempotency_key, exclusive, recorded, rollout, retry_of, facts, state, stamp,
        accepted_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[
        row.id,
        row.action,
        row.parameters,
        row.digest,
        row.caller,
        request.idempotencyKey,
        row.exclusive,
        row.recorded,
      ],
      ...[row.rollout, row.retry_of, row.facts, row.state, row.stamp, row.accepted_at],
    ],
  );
  const apps = await storeApps(sql, id, request, now);
  news.push({
    requestId: id,
    kind: waits ? 'queued' : 'accepted',
    data: {
      action: request.action,
      caller: request.caller,
      retryOf: row.retry_of,
      apps: request.apps.map((app) => app.appKey),
    },
  });
  if (request.audit) await audit(sql, { ...request.audit, user: request.caller, job: id });
  return toRequestRecord(row, apps);
}

async function storeApps(sql: Statements, id: string, { apps, rollout }: NewRequest, now: Date): Promise<AppRow[]> {
  if (apps.length === 0) return [];
  const batches = batchesOf(rollout, apps.length);
  const rows = apps.map((app, index) => ({ app, text: json(app), number: randomStr(now), batch: batches[index]! }));
  await sql.execute(
    `INSERT INTO rexflow_host_releases (request_id, app_key, ordinal, app, random_str, batch)
     VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
    rows.flatMap(({ app, text, number, batch }) => [id, app.appKey, app.id, text, number, batch]),
  );
  const sorted = rows.toSorted((a, b) => a.app.id - b.app.id || (a.app.appKey < b.app.appKey ? -1 : 1));
  return sorted.map(({ text, number, batch }) => ({ ...untouched, app: text, random_str: number, batch }));
}
