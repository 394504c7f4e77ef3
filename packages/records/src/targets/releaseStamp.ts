import { placeholders, type Transaction } from '#mysql';
import type { App } from '#release';
import { releaseStampOf } from '../base/times.js';

/** The stamp of a timestamp, or the second after the newest of these where that is not before it. */
export function stampAfter(newest: readonly string[], now: Date): string {
  const stamp = releaseStampOf(now);
  const used = newest.filter((one) => one >= stamp).sort();
  return used.length === 0 ? stamp : secondAfter(used.at(-1)!);
}

/**
 * Draws a stamp that no earlier request of the same apps has, of these apps: release directories are named by them. Their
 * leases are to be taken already.
 */
export async function nextReleaseStamp(sql: Transaction, apps: readonly App[], now: Date): Promise<string> {
  const keys = apps.map((app) => app.appKey);
  const these = `app_key IN (${placeholders(keys)})`;
  const rows = await sql.query<{ stamp: string }>(`SELECT stamp FROM rexflow_leases WHERE ${these}`, keys);
  const newest = rows.map((row) => row.stamp);
  const stamp = stampAfter(newest, now);
  sql.last(`UPDATE rexflow_leases SET stamp = ? WHERE ${these}`, [stamp, ...keys]);
  return stamp;
}

function secondAfter(stamp: string): string {
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)_(..)(..)(..)$/.exec(stamp)!.map(Number);
  return releaseStampOf(new Date(year!, month! - 1, day!, hour!, minute!, second! + 1));
}
