import { CodedError } from '#contract';
import { placeholders, type Database, type Statements, type Transaction } from '#mysql';
import type { App } from '#release';
import { busyError, blockerOf, originalBlocker } from './blocker.js';
import { shownAmong } from '../legacy/original.js';
import { localTime, versionOf } from '../base/times.js';
import type { Lease, RequestLease } from '../base/types.js';
import type { Tables } from '../base/settings.js';

/**
 * Takes the leases of all apps for a request, or none: throws APP_BUSY naming the first one held, its holder and since when,
 * also where that is the original. The lease is the request's until it is settled; a worker that acts on it becomes its holder
 * (`acquireLease`). False when an app has no row yet (`makeLeases`); the transaction is to be given up then.
 */
export async function takeLeases(
  sql: Transaction,
  tables: Tables,
  request: { id: string; apps: App[]; caller: string; now: Date },
): Promise<boolean> {
  const keys = request.apps.map((app) => app.appKey).sort();
  if (keys.length === 0) return true;
  const [{ affectedRows }, shown] = await Promise.all([
    sql.execute(
      `UPDATE rexflow_leases SET request_id = ?, holder = NULL, fence = fence + 1, since = UTC_TIMESTAMP(3), expires_at = NULL
       WHERE app_key IN (${placeholders(keys)}) AND request_id IS NULL ORDER BY app_key`,
      [request.id, ...keys],
    ),
    shownAmong(sql, tables, keys, request.now),
  ]);
  if (affectedRows !== keys.length) {
    const inTheWay = await blockerOf(sql, tables, keys, { but: request.id, now: request.now });
    if (inTheWay) throw busyError(inTheWay);
    return false;
  }
  // Nobody held the leases just before: a row that shows them as being changed is the original's.
  const [original] = shown.begun.values();
  if (original) throw busyError(originalBlocker(original));
  mirror(sql, tables, request, shown.known);
  return true;
}

/** Lease rows are made before the transaction that takes them: what is made inside locks gaps and runs into its neighbours. */
export async function makeLeases(db: Database, keys: readonly string[]): Promise<void> {
  const known = await db.query<{ app_key: string }>(
    `SELECT app_key FROM rexflow_leases WHERE app_key IN (${placeholders(keys)})`,
    keys,
  );
  const there = new Set(known.map((row) => row.app_key));
  const missing = keys.filter((key) => !there.has(key));
  if (missing.length === 0) return;
  await db.execute(
    `INSERT IGNORE INTO rexflow_leases (app_key) VALUES ${missing.map(() => '(?)').join(', ')}`,
    missing,
  );
}

/** Makes leases that are locked and free those of requests, with the stamps these were given. */
export function giveLeases(sql: Transaction, leases: readonly { id: string; appKey: string; stamp: string }[]): void {
  const each = `CASE app_key ${leases.map(() => 'WHEN ? THEN ?').join(' ')} END`;
  sql.last(
    `UPDATE rexflow_leases SET request_id = ${each}, stamp = ${each}, holder = NULL,
       fence = fence + 1, since = UTC_TIMESTAMP(3), expires_at = NULL
     WHERE app_key IN (${placeholders(leases)})`,
    [
      ...leases.flatMap(({ id, appKey }) => [appKey, id]),
      ...leases.flatMap(({ stamp, appKey }) => [appKey, stamp]),
      ...leases.map(({ appKey }) => appKey),
    ],
  );
}

/** Keeps `pre_deploy_status` as the original would have it: one row per app, status 1 while it is being changed. */
export function mirror(
  sql: Transaction,
  { status }: Tables,
  { apps, caller, now }: { apps: readonly App[]; caller: string; now: Date },
  shown: ReadonlySet<string>,
): void {
  const [version, since] = [versionOf(now), localTime(now)];
  const known = apps.filter(({ appKey }) => shown.has(appKey)).map(({ appKey }) => appKey);
  if (known.length > 0) {
    sql.last(
      `UPDATE \`${status}\` SET status = 1, deploy_version = ?, deploy_people = ?, start_time = ?
       WHERE deploy_key IN (${placeholders(known)})`,
      [version, caller, since, ...known],
    );
  }
  const missing = apps.filter(({ appKey }) => !shown.has(appKey));
  if (missing.length === 0) return;
  sql.last(
    `INSERT INTO \`${status}\` (deploy_key, deploy_ip, deploy_version, deploy_people, start_time, status)
     VALUES ${missing.map(() => '(?, ?, ?, ?, ?, 1)').join(', ')}`,
    missing.flatMap((app) => [app.appKey, app.host, version, caller, since]),
  );
}

/** Gives back every lease of a request, or those of some of its apps, and the status rows that mirror them. */
export async function releaseLeases(
  sql: Statements,
  tables: Tables,
  requestId: string,
  only: readonly string[] | null = null,
): Promise<void> {
  const held = await sql.query<{ app_key: string }>('SELECT app_key FROM rexflow_leases WHERE request_id = ?', [
    requestId,
  ]);
  const keys = held.map((row) => row.app_key).filter((key) => only === null || only.includes(key));
  if (keys.length === 0) return;
  await sql.execute(`UPDATE \`${tables.status}\` SET status = 0 WHERE deploy_key IN (${placeholders(keys)})`, keys);
  await sql.execute(
    `UPDATE rexflow_leases SET request_id = NULL, holder = NULL, expires_at = NULL
     WHERE request_id = ? AND app_key IN (${placeholders(keys)})`,
    [requestId, ...keys],
  );
}

/**
 * Makes a holder (one run of one job) of an app's lease for `life` seconds, with a new fence. `taken` when another
 * holder of the same request still lives, `lost` when the lease is not this request's any more.
 */
export async function acquireLease(
  sql: Statements,
  claim: { requestId: string; appKey: string; holder: string; life: number },
): Promise<Lease | 'taken' | 'lost'> {
  const { requestId, appKey, holder, life } = claim;
  await sql.execute(
    `UPDATE rexflow_leases SET holder = ?, fence = fence + 1, expires_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
     WHERE app_key = ? AND request_id = ?
       AND (holder IS NULL OR expires_at < UTC_TIMESTAMP(3))`,
    [holder, life, appKey, requestId],
  );
  // No transaction is needed around the two: nobody else has this holder's name.
  const [row] = await sql.query<{ fence: number; request_id: string | null; holder: string | null }>(
    'SELECT fence, request_id, holder FROM rexflow_leases WHERE app_key = ?',
    [appKey],
  );
  if (row?.request_id !== requestId) return 'lost';
  return row.holder === holder ? { requestId, appKey, holder, fence: Number(row.fence) } : 'taken';
}

/** Extends a held lease; false when it is lost. Its fence may have been raised just now: nobody else has this holder's name. */
export async function renewLease(sql: Statements, lease: Lease, life: number): Promise<boolean> {
  const { affectedRows } = await sql.execute(
    `UPDATE rexflow_leases SET expires_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
     WHERE app_key = ? AND request_id = ? AND holder = ? AND fence >= ?`,
    [life, lease.appKey, lease.requestId, lease.holder, lease.fence],
  );
  return affectedRows === 1;
}

/** Raises the fence of a held lease above one that a host has seen, and gives the new one; null when the lease is lost. */
export async function raiseFence(sql: Statements, lease: Lease, seen: number): Promise<number | null> {
  const raised = Math.max(lease.fence, seen) + 1;
  const { affectedRows } = await sql.execute(
    'UPDATE rexflow_leases SET fence = ? WHERE app_key = ? AND request_id = ? AND holder = ? AND fence = ?',
    [raised, lease.appKey, lease.requestId, lease.holder, lease.fence],
  );
  return affectedRows === 1 ? raised : null;
}

/** The condition a statement carries that only the holder of a lease may execute; always true where there is no lease. */
export function whileHeld(lease: Lease | null): { condition: string; values: (string | number)[] } {
  if (lease === null) return { condition: '1 = 1', values: [] };
  return {
    condition: 'EXISTS (SELECT 1 FROM rexflow_leases WHERE app_key = ? AND request_id = ? AND fence = ?)',
    values: [lease.appKey, lease.requestId, lease.fence],
  };
}

/** A statement with that condition that found nothing to do: an overtaken holder writes nothing. Throws LEASE_LOST. */
export function requireHeld(lease: Lease | null, affectedRows: number): void {
  if (lease !== null && affectedRows === 0) throw new CodedError('LEASE_LOST', { app: lease.appKey });
}

/** Ends holding; the lease stays with its request. */
export async function releaseLease(sql: Statements, lease: Lease): Promise<void> {
  await sql.execute(
    'UPDATE rexflow_leases SET holder = NULL, expires_at = NULL WHERE app_key = ? AND holder = ? AND fence = ?',
    [lease.appKey, lease.holder, lease.fence],
  );
}

/** Gives a worker the lease of a request for `life` seconds, with a new fence; null while another one holds it. */
export async function acquireRequestLease(
  sql: Statements,
  claim: { requestId: string; holder: string; life: number },
): Promise<RequestLease | null> {
  const { requestId, holder, life } = claim;
  await sql.execute(
    `UPDATE rexflow_requests
     SET walker = ?, walk_fence = walk_fence + 1, walk_expires = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
     WHERE id = ? AND (walker IS NULL OR walk_expires < UTC_TIMESTAMP(3))`,
    [holder, life, requestId],
  );
  const [row] = await sql.query<{ walk_fence: number }>(
    'SELECT walk_fence FROM rexflow_requests WHERE id = ? AND walker = ?',
    [requestId, holder],
  );
  return row ? { requestId, holder, fence: Number(row.walk_fence) } : null;
}

/** Extends the lease of a request; false when it is lost. */
export async function renewRequestLease(sql: Statements, lease: RequestLease, life: number): Promise<boolean> {
  const { affectedRows } = await sql.execute(
    `UPDATE rexflow_requests SET walk_expires = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
     WHERE id = ? AND walker = ? AND walk_fence = ?`,
    [life, lease.requestId, lease.holder, lease.fence],
  );
  return affectedRows === 1;
}

/** Releases the lease of a request. */
export async function releaseRequestLease(sql: Statements, lease: RequestLease): Promise<void> {
  await sql.execute(
    'UPDATE rexflow_requests SET walker = NULL, walk_expires = NULL WHERE id = ? AND walker = ? AND walk_fence = ?',
    [lease.requestId, lease.holder, lease.fence],
  );
}
