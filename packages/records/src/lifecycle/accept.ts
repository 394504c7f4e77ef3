import { CodedError, requestKinds } from '#contract';
import { isUnknown, untilKnown, type Database, type Statements, type Transaction } from '#mysql';
import { withEvents, type NewEvent } from '../events/events.js';
import { makeLeases, takeLeases } from '../leases/leases.js';
import { requireNoHold } from '../hold/hold.js';
import { withQueueLock } from '../queue/waitQueue.js';
import { supersede } from './endWaiting.js';
import { busyError, firstInQueue, blockerOf } from '../leases/blocker.js';
import { readRequest } from '../requests/requests.js';
import { nextReleaseStamp } from '../targets/releaseStamp.js';
import { digestOf, storeRequests } from './store.js';
import { releaseStampOf } from '../base/times.js';
import type { Accepted, NewRequest, RequestRecord } from '../base/types.js';
import type { Settling } from '../base/settings.js';
import { enqueue } from '../queue/waiting.js';

async function earlier(
  sql: Statements,
  tables: Settling,
  request: NewRequest,
  digest: string,
): Promise<{ request: RequestRecord; fresh: false } | null> {
  const [row] = await sql.query<{ id: string; digest: string }>(
    'SELECT id, digest FROM rexflow_requests WHERE caller = ? AND idempotency_key = ?',
    [request.caller, request.idempotencyKey],
  );
  if (!row) return null;
  if (row.digest !== digest) throw new CodedError('IDEMPOTENCY_MISMATCH', { job: row.id });
  return { request: (await readRequest(sql, row.id, tables))!, fresh: false };
}

/** Another request with the same key may have come first in the meantime: it took the key, or the leases. */
function mayBeTheSame(thrown: unknown): boolean {
  const { code } = thrown as { code?: unknown };
  return code === 'ER_DUP_ENTRY' || code === 'APP_BUSY';
}

/** A request with the id it gets, by which it is looked for when MySQL was lost while it was being stored. */
export interface NamedRequest {
  id: string;
  request: NewRequest;
}

/**
 * Implements GatewayRecords.accept. `doubt`: the request may be stored already under its id. When MySQL is lost at the commit,
 * it is looked for by its id, and stored if it is not there, under the same id, so that of two tries that both
 * arrive in the end only one can count. Throws MYSQL_UNKNOWN naming the id when MySQL stays away.
 */
export async function accept(
  db: Database,
  tables: Settling,
  named: NamedRequest,
  { doubt }: { doubt: boolean } = { doubt: false },
): Promise<Accepted> {
  const { id } = named;
  const stored = async (): Promise<Accepted | null> => {
    const request = await db.trip((sql) => readRequest(sql, id, tables));
    // The requests it granted are found by the workers' sweep.
    return request && { request, fresh: true, granted: [] };
  };
  try {
    return await untilKnown(async (again) => {
      if (!doubt && !again) return await acceptOnce(db, tables, named);
      const known = await stored();
      if (known) return known;
      return await acceptOnce(db, tables, named).catch(async (thrown: unknown) => {
        // A refusal may come from the try before: the apps are held by this very id, or the id is taken.
        const before = isUnknown(thrown) ? null : await stored();
        if (before) return before;
        throw thrown;
      });
    }, doubt);
  } catch (thrown) {
    if (!isUnknown(thrown)) throw thrown;
    const { details, cause } = thrown as CodedError;
    throw new CodedError('MYSQL_UNKNOWN', { ...details, job: id }, { cause });
  }
}

async function acceptOnce(db: Database, tables: Settling, { id, request }: NamedRequest): Promise<Accepted> {
  const digest = digestOf(request);
  const keys = request.exclusive ? request.apps.map((app) => app.appKey) : [];
  const now = (): Date => db.now();
  const once = async (sql: Transaction, news: NewEvent[], take: Take): Promise<Pick<Accepted, 'request' | 'fresh'>> => {
    const known = request.idempotencyKey === null ? null : await earlier(sql, tables, request, digest);
    if (!known && requestKinds[request.request.kind].held) await requireNoHold(sql);
    return known ?? { request: await store(sql, news, { id, request }, digest, take, now()), fresh: true };
  };
  try {
    if (request.line === undefined) {
      const take: Take = (sql, _news, now) => takeNow(sql, tables, id, request, now);
      return {
        ...(await whereLeasesAre(db, keys, () => withEvents(db, 'tell', (sql, news) => once(sql, news, take)))),
        granted: [],
      };
    }
    const take: Take = (sql, news, now) => takeOrWait(sql, news, tables, id, request, now);
    const { value, granted } = await withQueueLock(db, tables, keys, 'tell', (sql, news) => once(sql, news, take));
    return { ...value, granted };
  } catch (thrown) {
    if (request.idempotencyKey === null || !mayBeTheSame(thrown)) throw thrown;
    const known = await db.trip((sql) => earlier(sql, tables, request, digest));
    if (!known) throw thrown;
    return { ...known, granted: [] };
  }
}

/** Gets the apps for a request, or throws; true when it has to wait for them. */
type Take = (sql: Transaction, news: NewEvent[], now: Date) => Promise<boolean>;

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

/** Takes the leases at once. Nobody enters a wait queue whose leases are locked, so a request that is in it by now came before. */
async function takeNow(
  sql: Transaction,
  tables: Settling,
  id: string,
  { apps, caller }: NewRequest,
  now: Date,
): Promise<boolean> {
  if (!(await takeLeases(sql, tables, { id, apps, caller, now }))) throw new NoLeases();
  const inLine = await firstInQueue(
    sql,
    apps.map((app) => app.appKey),
    id,
  );
  if (inLine) throw busyError(inLine);
  return false;
}

/** Takes the leases, or a place in the wait queue if the request is willing to wait; true when it has to wait. */
async function takeOrWait(
  sql: Transaction,
  news: NewEvent[],
  tables: Settling,
  id: string,
  { wire: { action }, apps, caller, line }: NewRequest,
  now: Date,
): Promise<boolean> {
  const keys = apps.map((app) => app.appKey);
  if (line === 'latest') await supersede(sql, news, tables, { id, action, caller, keys });
  const inTheWay = await blockerOf(sql, tables, keys, { but: id, now });
  if (inTheWay && !line) throw busyError(inTheWay);
  if (inTheWay) await enqueue(sql, id, keys);
  else await takeLeases(sql, tables, { id, apps, caller, now });
  return inTheWay !== null;
}

/** Stores a request that has its apps, or waits for them. */
async function store(
  sql: Transaction,
  news: NewEvent[],
  { id, request }: NamedRequest,
  digest: string,
  take: Take,
  now: Date,
): Promise<RequestRecord> {
  const exclusive = request.exclusive && request.apps.length > 0;
  const waits = exclusive && (await take(sql, news, now));
  // One that waits gets its stamp with its leases: release directories are to grow in the order they are made.
  const stamp = waits ? '' : exclusive ? await nextReleaseStamp(sql, request.apps, now) : releaseStampOf(now);
  const state = waits ? 'queued' : 'accepted';
  const [record] = storeRequests(sql, news, [{ id, request, digest, state, stamp, now }]);
  return record!;
}
