import type { Statements } from '#mysql';

/** One line of the audit: who asked for what. */
export interface AuditEntry {
  user: string;
  action: string;
  job: string | null;
  details: Record<string, string>;
}

export async function audit(sql: Statements, { user, action, job, details }: AuditEntry): Promise<void> {
  await sql.execute(
    'INSERT INTO rexflow_audit (at, user, action, job, details) VALUES (UTC_TIMESTAMP(3), ?, ?, ?, ?)',
    [user, action, job, JSON.stringify(details)],
  );
}
