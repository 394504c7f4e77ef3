import { CodedError, requestKinds } from '#contract';
import { batchCalls } from '#async';
import { isUnknown, type Database, type Statements, type Transaction, placeholders } from '#mysql';
import type { App } from '#release';
import { lockHold } from '../hold/hold.js';
import { accept, type NamedRequest } from './accept.js';
import { withEvents, type NewEvent } from '../events/events.js';
import { giveLeases, makeLeases, mirror } from '../leases/leases.js';
import { shownAmong } from '../legacy/original.js';
import { newId } from '../requests/newId.js';
import { stampAfter } from '../targets/releaseStamp.js';
import { digestOf, storeRequests, type Storable } from './store.js';
import type { Accepted, NewRequest } from '../base/types.js';
import type { Settling } from '../base/settings.js';

/** One for more apps goes alone: it would keep those it goes with waiting. */
const mostApps = 20;

const wanted = ({ exclusive, apps }: NewRequest): string[] => (exclusive ? apps.map((app) => app.appKey) : []);

/**
 * Implements GatewayRecords.accept. Requests that come at the same time are accepted in one transaction, as long as all there is
 * to do is to take leases that are free. Any other is accepted alone: one with an idempotency key, one that would wait, one
 * whose apps are not free, and those that went with one that MySQL refused.
 */
export function batchedAccept(db: Database, tables: Settling): (request: NewRequest) => Promise<Accepted> {
  type Outcome = Accepted | 'alone' | 'in doubt';
  // Rows of leases are made once and stay.
  const made = new Set<string>();
  const together = batchCalls<NamedRequest, Outcome>(async (all) => {
    try {
      const missing = [...new Set(all.flatMap(({ request }) => wanted(request)))].filter((key) => !made.has(key));
      if (missing.length > 0) await makeLeases(db, missing);
      for (const key of missing) made.add(key);
      const accepted = await withEvents(db, 'tell', (sql, news) => acceptAll(sql, news, tables, all, db.now()));
      return accepted.map((one) => one ?? 'alone');
    } catch (thrown) {
      // Each looks by its id whether it was stored.
      if (isUnknown(thrown)) return all.map(() => 'in doubt');
      if (thrown instanceof CodedError) throw thrown;
      return all.map(() => 'alone');
    }
  });
  return async (request) => {
    const goesAlong = request.line === undefined && request.idempotencyKey === null && request.apps.length <= mostApps;
    const named = { id: newId(), request };
    const outcome = goesAlong ? await together(named) : 'alone';
    return typeof outcome === 'object' ? outcome : await accept(db, tables, named, { doubt: outcome === 'in doubt' });
  };
}

/** Accepts the requests whose apps are free; null in the place of each of the others. */
async function acceptAll(
  sql: Transaction,
  news: NewEvent[],
  tables: Settling,
  all: readonly NamedRequest[],
  now: Date,
): Promise<(Accepted | null)[]> {
  const apps = all.flatMap(({ request }) => (request.exclusive ? request.apps : []));
  const begins = ({ request: { request } }: NamedRequest): boolean => requestKinds[request.kind].held;
  const [hold, { free, shown }] = await Promise.all([
    all.some(begins) ? lockHold(sql) : null,
    look(sql, tables, apps, now),
  ]);
  const made = all.map((one): Storable | null => {
    const { id, request } = one;
    // Alone it is told why.
    if (hold && begins(one)) return null;
    const keys = wanted(request);
    if (!keys.every((key) => free.has(key))) return null;
    const newest = keys.map((key) => free.get(key)!);
    const stamp = stampAfter(newest, now);
    for (const key of keys) free.delete(key);
    return { id, request, digest: digestOf(request), state: 'accepted', stamp, now };
  });
  const going = made.filter((one) => one !== null);
  if (going.length === 0) return made.map(() => null);
  const records = new Map(storeRequests(sql, news, going).map((record) => [record.id, record]));
  takeAll(sql, tables, going, now, shown);
  return made.map((one) => one && { request: records.get(one.id)!, fresh: true, granted: [] });
}

interface Seen {
  /** The newest stamp of each app whose lease is free, and locked now. */
  free: Map<string, string>;
  /** The apps that `pre_deploy_status` has a row of. */
  shown: ReadonlySet<string>;
}

async function look(sql: Statements, tables: Settling, apps: readonly App[], now: Date): Promise<Seen> {
  if (apps.length === 0) return { free: new Map(), shown: new Set() };
  const keys = [...new Set(apps.map((app) => app.appKey))];
  const [free, shown] = await Promise.all([lockFree(sql, keys), shownAmong(sql, tables, keys, now)]);
  // An app that is being changed while its lease is free is the original's.
  for (const app of shown.begun.keys()) free.delete(app);
  return { free, shown: shown.known };
}

/**
 * Locks the leases that nobody holds and nobody waits for, and passes over those that are locked: one app whose lease is
 * being settled keeps nobody else waiting. Nobody enters the wait queue of an app whose lease is locked.
 */
async function lockFree(sql: Statements, keys: readonly string[]): Promise<Map<string, string>> {
  const [rows, line] = await Promise.all([
    sql.query<{ app_key: string; stamp: string }>(
      `SELECT app_key, stamp FROM rexflow_leases WHERE app_key IN (${placeholders(keys)}) AND request_id IS NULL
       ORDER BY app_key FOR UPDATE SKIP LOCKED`,
      keys,
    ),
    // Runs after the other: it reads as of the locks.
    sql.query<{ app_key: string }>(`SELECT app_key FROM rexflow_line WHERE app_key IN (${placeholders(keys)})`, keys),
  ]);
  const free = new Map(rows.map((row) => [row.app_key, row.stamp]));
  for (const { app_key: key } of line) free.delete(key);
  return free;
}

/** Gives the requests the leases that were locked for them. */
function takeAll(
  sql: Transaction,
  tables: Settling,
  going: readonly Storable[],
  now: Date,
  shown: ReadonlySet<string>,
): void {
  const leases = going.flatMap(({ id, request, stamp }) => wanted(request).map((appKey) => ({ id, appKey, stamp })));
  if (leases.length === 0) return;
  giveLeases(sql, leases);
  const byCaller = new Map<string, App[]>();
  for (const { request } of going.filter(({ request: { exclusive } }) => exclusive)) {
    byCaller.set(request.caller, [...(byCaller.get(request.caller) ?? []), ...request.apps]);
  }
  for (const [caller, apps] of byCaller) mirror(sql, tables, { apps, caller, now }, shown);
}
