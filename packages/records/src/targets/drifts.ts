import type { DriftFindings } from '#contract';
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
