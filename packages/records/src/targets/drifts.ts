import type { DriftFindings, DriftState } from '#contract';
import { filledUp, type Statements, placeholders } from '#mysql';
import { fromUtc } from '../base/times.js';

/** The drift of an app when it was last checked. */
export interface SeenDrift extends DriftFindings {
  at: Date;
  /** Job id of the check. */
  requestId: string;
}

interface Row {
  app_key: string;
  facts: string;
  id: string;
  settled_at: string;
}

/** Findings of the newest hundred drift checks, the newest of each app; only of `keys` where they are given. */
export async function newestDrifts(
  sql: Statements,
  keys: readonly string[] | null = null,
): Promise<Map<string, SeenDrift>> {
  if (keys?.length === 0) return new Map();
  const values = keys === null ? [] : filledUp(keys);
  const of = keys === null ? '' : `AND h.app_key IN (${placeholders(values)})`;
  const rows = await sql.query<Row>(
    `SELECT h.app_key, h.facts, r.id, r.settled_at
     FROM (SELECT id, accepted_at, settled_at FROM rexflow_requests
           WHERE action = 'drift' AND state = 'settled' ORDER BY accepted_at DESC LIMIT 100) AS r
     JOIN rexflow_host_releases h ON h.request_id = r.id
     WHERE h.vote = 'done' AND h.facts IS NOT NULL ${of} ORDER BY r.accepted_at`,
    values,
  );
  return new Map(
    rows.map((row) => [
      row.app_key,
      { ...(JSON.parse(row.facts) as DriftFindings), at: fromUtc(row.settled_at), requestId: row.id },
    ]),
  );
}

/** What the newest drift check said that was asked for after the newest release of each app. */
export async function driftsSinceReleased(
  sql: Statements,
  keys: readonly string[],
): Promise<Map<string, { state: DriftState; at: Date }>> {
  if (keys.length === 0) return new Map();
  const values = filledUp(keys);
  // As `liveReleases`: each app is looked at from its newest release on, however long its history.
  const good = `SELECT STRAIGHT_JOIN h.random_str FROM rexflow_host_releases h FORCE INDEX (newest)
     JOIN rexflow_requests r ON r.id = h.request_id
     WHERE h.app_key = a.app_key AND h.standing = 'new' AND r.state = 'settled' AND r.recorded = 1
     ORDER BY h.random_str DESC LIMIT 1`;
  const check = `SELECT STRAIGHT_JOIN h.random_str FROM rexflow_host_releases h FORCE INDEX (newest)
     JOIN rexflow_requests r ON r.id = h.request_id
     WHERE h.app_key = app.app_key AND h.random_str > app.good AND r.action = 'drift' AND r.state = 'settled'
       AND h.vote = 'done' AND h.facts IS NOT NULL
     ORDER BY h.random_str DESC LIMIT 1`;
  const rows = await sql.query<{ app_key: string; state: DriftState; settled_at: string }>(
    `SELECT h.app_key, JSON_UNQUOTE(JSON_EXTRACT(h.facts, '$.state')) AS state, r.settled_at
     FROM (SELECT app.app_key, (${check}) AS newest
           FROM (SELECT a.app_key, (${good}) AS good FROM rexflow_leases a
                 WHERE a.app_key IN (${placeholders(values)})) AS app) AS looked
     JOIN rexflow_host_releases h ON h.random_str = looked.newest
     JOIN rexflow_requests r ON r.id = h.request_id`,
    values,
  );
  return new Map(rows.map((row) => [row.app_key, { state: row.state, at: fromUtc(row.settled_at) }]));
}
