import { inEnglish, type ErrorReport, type Statement } from '#contract';
import { placeholders, type Database, type Statements } from '#mysql';
import { requireNoHold } from '../hold/hold.js';
import { closeDeployRows } from '../legacy/deployRows.js';
import { releaseLeases } from '../leases/leases.js';
import { withQueueLock } from '../queue/waitQueue.js';
import { requireRequestLease } from '../requests/requests.js';
import type { RequestLease } from '../base/types.js';
import type { Settling } from '../base/settings.js';

/** Apps that a request goes on without. */
export interface LeftOut {
  apps: readonly string[];
  /** A sentence for each host. */
  reasons: readonly Statement[];
  /** The findings of the request, which name them. */
  facts: Record<string, unknown>;
  /** It holds the leases of its apps. */
  exclusive: boolean;
}

const note = 'not done: its host went out of service';

/**
 * Lets a request go on without some of its apps, once and for good: they are no part of it any more, and whoever waits for them gets
 * them. What has been sent to them is remembered, so that it is taken away. Gives the ids of those granted, which are to be submitted.
 * Throws LEASE_LOST, and `unlessHeld` HOLD: who is out by then may be back when the hold ends.
 */
export async function leaveOut(
  db: Database,
  tables: Settling,
  lease: RequestLease,
  { apps, reasons, facts, exclusive }: LeftOut,
  { unlessHeld } = { unlessHeld: false },
): Promise<string[]> {
  const { requestId } = lease;
  const { granted } = await withQueueLock(db, tables, exclusive ? apps : [], 'repeat', async (sql, news) => {
    if (unlessHeld) await requireNoHold(sql);
    await storeFacts(sql, lease, facts, null);
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_host_releases h JOIN rexflow_requests r ON r.id = h.request_id
       SET h.left_out = 1, h.standing = IF(r.recorded = 1, 'old', NULL), h.waiting = NULL
       WHERE h.request_id = ? AND h.app_key IN (${placeholders(apps)}) AND h.left_out = 0`,
      [requestId, ...apps],
    );
    await closeDeployRows(sql, tables, requestId, { only: apps, note });
    await releaseLeases(sql, tables, requestId, apps);
    // One in doubt that finds them left out has told of it.
    if (affectedRows > 0)
      news.push({
        requestId,
        kind: 'skipped',
        data: { apps, reasons: reasons.map((one) => inEnglish(one).message), statements: reasons },
      });
  });
  return granted;
}

/**
 * Stores between two phases why a request cannot go on, with its findings: it begins nothing more. Throws LEASE_LOST, and `unlessHeld`
 * HOLD.
 */
export async function refuseLate(
  db: Database,
  lease: RequestLease,
  trouble: ErrorReport,
  facts: Record<string, unknown>,
  { unlessHeld } = { unlessHeld: false },
): Promise<void> {
  await db.transaction('repeat', async (sql) => {
    if (unlessHeld) await requireNoHold(sql);
    await storeFacts(sql, lease, facts, trouble);
  });
}

async function storeFacts(
  sql: Statements,
  lease: RequestLease,
  facts: Record<string, unknown>,
  trouble: ErrorReport | null,
): Promise<void> {
  const { affectedRows } = await sql.execute(
    `UPDATE rexflow_requests SET facts = ?, phase_trouble = COALESCE(phase_trouble, ?)
     WHERE id = ? AND walk_fence = ? AND state <> 'settled'`,
    [JSON.stringify(facts), trouble && JSON.stringify(trouble), lease.requestId, lease.fence],
  );
  if (affectedRows === 0) await requireRequestLease(sql, lease);
}
