import type { Statements } from '#mysql';
import { fromUtc } from './times.js';

/** A lease that is held, and for what. */
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

/** Every lease that is held, by app. */
export async function heldLeases(sql: Statements): Promise<HeldLease[]> {
  const rows = await sql.query<Row>(
    `SELECT l.app_key, l.request_id, r.action, r.caller, COALESCE(l.since, r.accepted_at) AS since, l.holder, l.fence,
       l.expires_at
     FROM rexflow_leases l JOIN rexflow_requests r ON r.id = l.request_id ORDER BY l.app_key`,
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
