import type { Statements } from '#mysql';

/** Releases that are not settled, counted by state, and the age of the oldest of them in seconds since it was accepted. */
export interface Backlog {
  state: string;
  count: number;
  oldestSeconds: number;
}

/** The backlog by state; a state nothing is in is left out. */
export async function backlog(sql: Statements): Promise<Backlog[]> {
  const rows = await sql.query<{ state: string; count: number; oldest: number }>(
    `SELECT state, COUNT(*) AS count, TIMESTAMPDIFF(MICROSECOND, MIN(accepted_at), UTC_TIMESTAMP(3)) AS oldest
     FROM rexflow_requests WHERE state IN ('queued', 'accepted', 'running') GROUP BY state`,
  );
  return rows.map(({ state, count, oldest }) => ({
    state,
    count: Number(count),
    oldestSeconds: Math.max(0, Number(oldest) / 1_000_000),
  }));
}
