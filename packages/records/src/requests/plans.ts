import type { PlanFindings } from '#contract';
import type { Statements } from '#mysql';

/** The newest plan of a hash, or null when there is none. */
export async function planNamed(sql: Statements, hash: string): Promise<PlanFindings | null> {
  const [row] = await sql.query<{ facts: string }>(
    'SELECT facts FROM rexflow_requests WHERE plan_hash = ? ORDER BY accepted_at DESC LIMIT 1',
    [hash],
  );
  return row ? (JSON.parse(row.facts) as { plan: PlanFindings }).plan : null;
}
