import type { Outcome, Standing } from '#contract';
import type { Statements } from '#mysql';
import { fromUtc } from './times.js';

/** What is live on an app as the records tell it; nobody asked the host. */
export interface Live {
  requestId: string;
  stamp: string;
  program: string | null;
  config: string | null;
  since: Date;
  /** Nothing since has left it down or unknown. */
  good: boolean;
}

interface Row {
  app_key: string;
  request_id: string;
  stamp: string;
  program_after: string | null;
  config_after: string | null;
  settled_at: string;
  last: Standing;
}

/** The newest release or rollback that made something live and running, by app; only of `appKey` where that is given. */
export async function liveReleases(sql: Statements, appKey: string | null = null): Promise<Map<string, Live>> {
  // A randomStr begins with the time, so the greatest is the newest.
  const newest = (standings: string): string =>
    `SELECT h.app_key, MAX(h.random_str) AS random_str FROM rexflow_host_releases h
     JOIN rexflow_requests r ON r.id = h.request_id
     WHERE r.state = 'settled' AND r.recorded = 1 AND h.standing IN (${standings}) AND (? IS NULL OR h.app_key = ?)
     GROUP BY h.app_key`;
  const rows = await sql.query<Row>(
    `SELECT h.app_key, h.request_id, r.stamp, h.program_after, h.config_after, r.settled_at, l.standing AS last
     FROM (${newest("'new'")}) AS good
     JOIN rexflow_host_releases h ON h.random_str = good.random_str
     JOIN rexflow_requests r ON r.id = h.request_id
     JOIN (${newest("'new', 'restored', 'down', 'unknown'")}) AS newest ON newest.app_key = h.app_key
     JOIN rexflow_host_releases l ON l.random_str = newest.random_str`,
    [appKey, appKey, appKey, appKey],
  );
  const live = rows.map((row): [string, Live] => [
    row.app_key,
    {
      requestId: row.request_id,
      stamp: row.stamp,
      program: row.program_after,
      config: row.config_after,
      since: fromUtc(row.settled_at),
      good: row.last === 'new' || row.last === 'restored',
    },
  ]);
  return new Map(live);
}

/** When and how the newest releases of an app ended, by randomStr. */
export async function endings(
  sql: Statements,
  appKey: string,
): Promise<Map<string, { outcome: Outcome | null; at: Date | null }>> {
  const rows = await sql.query<{ random_str: string; outcome: Outcome | null; settled_at: string | null }>(
    `SELECT h.random_str, r.outcome, r.settled_at FROM rexflow_host_releases h
     JOIN rexflow_requests r ON r.id = h.request_id WHERE h.app_key = ? AND r.recorded = 1
     ORDER BY h.random_str DESC LIMIT 500`,
    [appKey],
  );
  return new Map(
    rows.map((row) => [
      row.random_str,
      { outcome: row.outcome, at: row.settled_at === null ? null : fromUtc(row.settled_at) },
    ]),
  );
}
