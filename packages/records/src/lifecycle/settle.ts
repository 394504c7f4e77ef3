import { mixedIn, type Settlement } from '#contract';
import type { Database, Statements } from '#mysql';
import { addDeliveries } from '../events/deliveries.js';
import { inBrief, type NewEvent } from '../events/events.js';
import { closeDeployRows } from '../legacy/deployRows.js';
import { releaseLeases } from '../leases/leases.js';
import { withQueueLock } from '../queue/waitQueue.js';
import { requireRequestLease } from '../requests/requests.js';
import { noteStops } from '../looks/storeServices.js';
import { notePlaces } from '../targets/places.js';
import { versionsIn } from '../requests/storeProvenance.js';
import { countRollback } from '../requests/rollbacks.js';
import type { RollbackBookkeeping, RequestLease } from '../base/types.js';
import type { Settling } from '../base/settings.js';

/**
 * Stores the settlement of a request and its notifications, once; false when it was settled before. A request that was never
 * advanced has no request lease. Throws LEASE_LOST when another worker holds it now.
 */
export async function storeSettlement(
  sql: Statements,
  news: NewEvent[],
  { webhooks }: Settling,
  id: string,
  lease: RequestLease | null,
  settlement: Settlement,
): Promise<boolean> {
  const { affectedRows } = await sql.execute(
    `UPDATE rexflow_requests SET state = 'settled', phase = 'settle', phase_ended = 1,
       settled_at = UTC_TIMESTAMP(3), outcome = ?, settlement = ?, waiting = NULL
     WHERE id = ? AND walk_fence = COALESCE(?, walk_fence) AND state <> 'settled'`,
    [settlement.outcome, JSON.stringify(settlement), id, lease?.fence ?? null],
  );
  if (affectedRows === 0 && lease) await requireRequestLease(sql, lease);
  if (affectedRows !== 1) return false;
  await addDeliveries(sql, webhooks, id, settlement);
  const { outcome, trouble } = settlement;
  const versions = await versionsIn(sql, id);
  const mixed = mixedIn(settlement)?.groups.map(({ group }) => group);
  const data = {
    outcome,
    trouble: inBrief(trouble),
    ...(versions.length > 0 ? { versions } : {}),
    ...(mixed ? { mixed } : {}),
  };
  news.push({ requestId: id, kind: 'settled', data });
  return true;
}

/**
 * Settles a request, counts its rollbacks, ends its open records, releases its leases and grants requests that waited for them,
 * all or nothing. Gives the ids of those granted, which are to be submitted, or null when the request was settled before.
 * Throws LEASE_LOST when another worker holds the request lease now.
 */
export async function settle(
  db: Database,
  tables: Settling,
  lease: RequestLease,
  settlement: Settlement,
  rollbacks: readonly RollbackBookkeeping[] = [],
): Promise<string[] | null> {
  const id = lease.requestId;
  const apps = await db.query<{ app_key: string; action: string; operation: string | null }>(
    `SELECT h.app_key, r.action, JSON_UNQUOTE(JSON_EXTRACT(r.request, '$.operation')) AS operation FROM rexflow_host_releases h JOIN rexflow_requests r ON r.id = h.request_id
     WHERE r.id = ? AND r.exclusive = 1`,
    [id],
  );
  const keys = apps.map((row) => row.app_key);
  const { value: first, granted } = await withQueueLock(db, tables, keys, 'repeat', async (sql, news, doubt) => {
    const stored = await storeSettlement(sql, news, tables, id, lease, settlement);
    if (stored) for (const placeholders of rollbacks) await countRollback(sql, tables, placeholders);
    if (stored) await notePlaces(sql, id);
    if (stored && apps[0]) await noteStops(sql, id, apps[0]);
    await closeDeployRows(sql, tables, id);
    await releaseLeases(sql, tables, id);
    // One in doubt that finds it settled, with the request lease still its own, has settled it.
    return stored || doubt;
  });
  return first ? granted : null;
}
