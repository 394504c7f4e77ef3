import type { Statements } from '#mysql';
import type { App } from '#release';
import { stampOf } from './times.js';

/**
 * Gives stamps no earlier request of the same apps has, of these apps: release directories are named by them. Their leases
 * are to be taken already.
 */
export async function freeStamps(
  sql: Statements,
  apps: readonly App[],
  now: Date,
): Promise<(its: readonly App[]) => string> {
  const stamp = stampOf(now);
  const rows = await sql.query<{ app_key: string; newest: string }>(
    `SELECT h.app_key, MAX(r.stamp) AS newest
     FROM rexflow_host_releases h JOIN rexflow_requests r ON r.id = h.request_id
     WHERE r.stamp >= ? AND h.app_key IN (${apps.map(() => '?').join(', ')}) GROUP BY h.app_key`,
    [stamp, ...apps.map((app) => app.appKey)],
  );
  const newest = new Map(rows.map((row) => [row.app_key, row.newest]));
  return (its) => {
    const used = its.flatMap(({ appKey }) => newest.get(appKey) ?? []).sort();
    return used.length === 0 ? stamp : secondAfter(used.at(-1)!);
  };
}

/** The same for the apps of one request. */
export async function freeStamp(sql: Statements, apps: readonly App[], now: Date): Promise<string> {
  return (await freeStamps(sql, apps, now))(apps);
}

function secondAfter(stamp: string): string {
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)_(..)(..)(..)$/.exec(stamp)!.map(Number);
  return stampOf(new Date(year!, month! - 1, day!, hour!, minute!, second! + 1));
}
