import { Trouble } from '#contract';
import type { Database, Statements, Transaction } from '#mysql';
import { telling, type Told } from './events.js';
import { makeLeases, takeLeases } from './leases.js';
import { newId } from './newId.js';
import { besideLine } from './line.js';
import { busy, firstInLine, obstacle } from './obstacle.js';
import { readRequest } from './requests.js';
import { drawStamp } from './stamp.js';
import { digestOf, storeRequests } from './store.js';
import { localTime, stampOf } from './times.js';
import type { Accepted, NewRequest, RequestRecord, Settling } from './types.js';
import { enterLine, supersede } from './waiting.js';

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

/** See GatewayRecords.accept. */
export async function accept(db: Database, tables: Settling, request: NewRequest): Promise<Accepted> {
  const digest = digestOf(request);
  const keys = request.exclusive ? request.apps.map((app) => app.appKey) : [];
  const once = async (sql: Transaction, news: Told[], take: Take): Promise<Pick<Accepted, 'request' | 'fresh'>> => {
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
    const known = await db.trip((sql) => earlier(sql, request, digest));
    if (!known) throw thrown;
    return { ...known, granted: [] };
  }
}

/** Gets the apps for a request, or throws; true when it has to wait in line for them. */
type Take = (sql: Transaction, news: Told[], id: string, now: Date) => Promise<boolean>;

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
  sql: Transaction,
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
  sql: Transaction,
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

/** Stores a request that has its apps, or waits for them. */
async function store(
  sql: Transaction,
  news: Told[],
  request: NewRequest,
  digest: string,
  take: Take,
): Promise<RequestRecord> {
  const id = newId();
  const now = new Date();
  const exclusive = request.exclusive && request.apps.length > 0;
  const waits = exclusive && (await take(sql, news, id, now));
  // One that waits gets its stamp with its leases: release directories are to grow in the order they are made.
  const stamp = waits ? '' : exclusive ? await drawStamp(sql, request.apps, now) : stampOf(now);
  const state = waits ? 'queued' : 'accepted';
  const [record] = storeRequests(sql, news, [{ id, request, digest, state, stamp, now }]);
  return record!;
}
