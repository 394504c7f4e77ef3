import type { Phase, ErrorReport } from '#contract';
import type { Statements } from '#mysql';
import type { Facts } from '#release';
import { fromUtc } from '../base/times.js';

/** One step of one app as it was stored. */
export interface StoredStep {
  phase: Phase;
  step: string;
  state: 'begun' | 'done' | 'failed';
  begunAt: Date;
  endedAt: Date | null;
  facts: Facts;
  trouble: ErrorReport | null;
}

interface Row {
  phase: Phase;
  step: string;
  state: 'begun' | 'done' | 'failed';
  begun_at: string;
  ended_at: string | null;
  facts: string | null;
  trouble: string | null;
}

/** The steps of one app in a request, in the order they began. */
export async function stepHistory(sql: Statements, requestId: string, appKey: string): Promise<StoredStep[]> {
  const rows = await sql.query<Row>(
    `SELECT phase, step, state, begun_at, ended_at, facts, trouble FROM rexflow_steps
     WHERE request_id = ? AND app_key = ? ORDER BY id`,
    [requestId, appKey],
  );
  return rows.map((row) => ({
    phase: row.phase,
    step: row.step,
    state: row.state,
    begunAt: fromUtc(row.begun_at),
    endedAt: row.ended_at === null ? null : fromUtc(row.ended_at),
    facts: row.facts === null ? {} : (JSON.parse(row.facts) as Facts),
    trouble: row.trouble === null ? null : (JSON.parse(row.trouble) as ErrorReport),
  }));
}

/** Bytes sent to the host of each app of a release, as far as its steps say so. */
export async function bytesSent(sql: Statements, requestId: string): Promise<Map<string, number>> {
  const rows = await sql.query<{ app_key: string; sent: string | number }>(
    `SELECT app_key, SUM(CAST(JSON_UNQUOTE(JSON_EXTRACT(facts, '$.bytes_sent')) AS UNSIGNED)) AS sent FROM rexflow_steps
     WHERE request_id = ? AND JSON_EXTRACT(facts, '$.bytes_sent') IS NOT NULL GROUP BY app_key`,
    [requestId],
  );
  return new Map(rows.map((row) => [row.app_key, Number(row.sent)]));
}
