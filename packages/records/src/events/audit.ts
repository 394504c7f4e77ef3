import { CodedError } from '#contract';
import type { Database, Statements, Value } from '#mysql';
import { fromUtc, utc } from '../base/times.js';
import type { AuditEntry } from '../base/types.js';

/** The statement that adds lines to the audit. */
export const auditing = (entries: readonly AuditEntry[]): [sql: string, values: Value[]] => [
  `INSERT INTO rexflow_audit (at, user, action, job, details)
   VALUES ${entries.map(() => '(UTC_TIMESTAMP(3), ?, ?, ?, ?)').join(', ')}`,
  entries.flatMap(({ user, action, job, details }) => [user, action, job, JSON.stringify(details)]),
];

/**
 * Adds the line of something that is done by now. Throws MYSQL_UNKNOWN, also while MySQL is away: an error that means
 * that nothing was done would be wrong.
 */
export async function auditDone(db: Database, entry: AuditEntry): Promise<void> {
  try {
    await db.execute(...auditing([entry]));
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || thrown.code !== 'MYSQL_AWAY') throw thrown;
    throw new CodedError('MYSQL_UNKNOWN', thrown.details, { cause: thrown.cause });
  }
}

/** A line of the audit as it was stored. */
export interface StoredAudit extends AuditEntry {
  id: number;
  at: Date;
}

/** At most `limit` lines, newest first, before the line `before`. */
export async function readAudit(
  sql: Statements,
  filter: {
    user?: string | undefined;
    action?: string | undefined;
    since?: Date;
    until?: Date | undefined;
    /** As the details of a line name it. */
    machine?: string;
  },
  { before, limit }: { before: number | null; limit: number },
): Promise<StoredAudit[]> {
  const where = [
    ...(filter.user === undefined ? [] : [['user = ?', filter.user] as const]),
    ...(filter.action === undefined ? [] : [['action = ?', filter.action] as const]),
    ...(filter.since === undefined ? [] : [['at >= ?', utc(filter.since)] as const]),
    ...(filter.until === undefined ? [] : [['at < ?', utc(filter.until)] as const]),
    ...(filter.machine === undefined
      ? []
      : [["JSON_UNQUOTE(JSON_EXTRACT(details, '$.machine')) = ?", filter.machine] as const]),
    ...(before === null ? [] : [['id < ?', before] as const]),
  ];
  const conditions = where.length === 0 ? '' : `WHERE ${where.map(([sql]) => sql).join(' AND ')}`;
  // The lines are found from a key alone; only then are they read.
  const rows = await sql.query<{
    id: number;
    at: string;
    user: string;
    action: string;
    job: string | null;
    details: string;
  }>(
    `SELECT a.id, a.at, a.user, a.action, a.job, a.details
     FROM (SELECT id FROM rexflow_audit ${conditions} ORDER BY id DESC LIMIT ${Math.trunc(limit)}) AS page
     JOIN rexflow_audit a ON a.id = page.id ORDER BY a.id DESC`,
    where.map(([, value]) => value),
  );
  return rows.map(({ id, at, details, ...row }) => ({
    ...row,
    id: Number(id),
    at: fromUtc(at),
    details: JSON.parse(details) as Record<string, string>,
  }));
}
