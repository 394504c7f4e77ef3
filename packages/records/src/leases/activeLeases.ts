import { filledUp, type Statements, placeholders } from '#mysql';
import { fromUtc } from '../base/times.js';

/** A lease that is held, and the request that holds it. */
export interface HeldLease {
  appKey: string;
  requestId: string;
  action: string;
  caller: string;
  since: Date;
  /** The worker at work on it. */
  holder: string | null;
  fence: number;
  expiresAt: Date | null;
}

interface Row {
  app_key: string;
  request_id: string;
  action: string;
  caller: string;
  since: string;
  holder: string | null;
  fence: number;
  expires_at: string | null;
}

/** Every lease that is held, by app; only of `keys` where they are given. */
export async function heldLeases(sql: Statements, keys: readonly string[] | null = null): Promise<HeldLease[]> {
  if (keys?.length === 0) return [];
  const values = keys === null ? [] : filledUp(keys);
  const some = keys === null ? '' : `WHERE l.app_key IN (${placeholders(values)})`;
  const rows = await sql.query<Row>(
    `SELECT l.app_key, l.request_id, r.action, r.caller, COALESCE(l.since, r.accepted_at) AS since, l.holder, l.fence,
       l.expires_at
     FROM rexflow_leases l JOIN rexflow_requests r ON r.id = l.request_id ${some} ORDER BY l.app_key`,
    values,
  );
  return rows.map((row) => ({
    appKey: row.app_key,
    requestId: row.request_id,
    action: row.action,
    caller: row.caller,
    since: fromUtc(row.since),
    holder: row.holder,
    fence: Number(row.fence),
    expiresAt: row.expires_at === null ? null : fromUtc(row.expires_at),
  }));
}
