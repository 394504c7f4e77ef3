import type { Statements, Value } from '#mysql';
import { fromUtc } from './times.js';

/** One line of the audit: who asked for what. */
export interface AuditEntry {
  user: string;
  action: string;
  job: string | null;
  details: Record<string, string>;
}

/** The statement that adds lines to the audit. */
export const auditing = (entries: readonly AuditEntry[]): [sql: string, values: Value[]] => [
  `INSERT INTO rexflow_audit (at, user, action, job, details)
   VALUES ${entries.map(() => '(UTC_TIMESTAMP(3), ?, ?, ?, ?)').join(', ')}`,
  entries.flatMap(({ user, action, job, details }) => [user, action, job, JSON.stringify(details)]),
];

/** A line of the audit as it was stored. */
export interface StoredAudit extends AuditEntry {
  id: number;
  at: Date;
}

/** At most `limit` lines, newest first, before the line `before`. */
export async function listAudit(
  sql: Statements,
  filter: { user?: string | undefined; action?: string | undefined },
  { before, limit }: { before: number | null; limit: number },
): Promise<StoredAudit[]> {
  const asked = [filter.user ?? null, filter.action ?? null, before];
  const rows = await sql.query<{
    id: number;
    at: string;
    user: string;
    action: string;
    job: string | null;
    details: string;
  }>(
    `SELECT id, at, user, action, job, details FROM rexflow_audit
     WHERE (? IS NULL OR user = ?) AND (? IS NULL OR action = ?) AND (? IS NULL OR id < ?)
     ORDER BY id DESC LIMIT ${Math.trunc(limit)}`,
    asked.flatMap((value) => [value, value]),
  );
  return rows.map(({ id, at, details, ...row }) => ({
    ...row,
    id: Number(id),
    at: fromUtc(at),
    details: JSON.parse(details) as Record<string, string>,
  }));
}
