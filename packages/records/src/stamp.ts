import type { Statements } from '#mysql';
import type { App } from '#release';
import { stampOf } from './times.js';

/** A stamp no earlier request of these apps has: release directories are named by it. */
export async function freeStamp(sql: Statements, apps: readonly App[], now: Date): Promise<string> {
  const stamp = stampOf(now);
  const [row] = await sql.query<{ newest: string | null }>(
    `SELECT MAX(r.stamp) AS newest FROM rexflow_requests r JOIN rexflow_host_releases h ON h.request_id = r.id
     WHERE r.stamp >= ? AND h.app_key IN (${apps.map(() => '?').join(', ')})`,
    [stamp, ...apps.map((app) => app.appKey)],
  );
  if (!row?.newest) return stamp;
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)_(..)(..)(..)$/.exec(row.newest)!.map(Number);
  return stampOf(new Date(year!, month! - 1, day!, hour!, minute!, second! + 1));
}
