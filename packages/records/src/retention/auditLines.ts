import { createHash } from 'node:crypto';
import type { Database } from '#mysql';
import { auditing } from '../events/audit.js';

/** Lines that are removed at once, and that one anchor stands for. */
export const anchored = 1000;

/** A line of the audit as the table has it. */
export interface AuditRow {
  id: number;
  at: string;
  user: string;
  action: string;
  job: string | null;
  details: string;
}

/**
 * The digest that an anchor holds of the lines in its place: SHA-256, in hex, of one JSON array
 * `[id, at, user, action, job, details]` for each line, in the order of the id, each followed by a line feed; all but the id
 * are text as stored. A copy of the lines can be checked against it.
 */
export function hashOfLines(lines: readonly AuditRow[]): string {
  const hash = createHash('sha256');
  for (const { id, at, user, action, job, details } of lines) {
    hash.update(`${JSON.stringify([Number(id), at, user, action, job, details])}\n`);
  }
  return hash.digest('hex');
}

/**
 * Takes the oldest lines out of the audit that are older than `days`, and leaves an anchor and a line that say which. They go
 * by the thousand, or once a day when they are fewer: there are as many anchors as days, at most. Gives how many went.
 */
export async function pruneAudit(db: Database, days: number): Promise<number> {
  return await db.transaction('tell', async (sql) => {
    const oldest = await sql.query<AuditRow & { old: number }>(
      `SELECT id, at, user, action, job, details, at < UTC_TIMESTAMP(3) - INTERVAL ? DAY AS old
       FROM rexflow_audit ORDER BY id LIMIT ${anchored} FOR UPDATE`,
      [days],
    );
    const young = oldest.findIndex(({ old }) => Number(old) === 0);
    const lines = young === -1 ? oldest : oldest.slice(0, young);
    if (lines.length === 0) return 0;
    if (lines.length < anchored) {
      const today = 'SELECT 1 FROM rexflow_audit_anchors WHERE made_at > UTC_TIMESTAMP(3) - INTERVAL 1 DAY LIMIT 1';
      if ((await sql.query(today)).length > 0) return 0;
    }
    const [first, last] = [lines[0]!, lines.at(-1)!];
    const sha256 = hashOfLines(lines);
    await sql.execute(
      `INSERT INTO rexflow_audit_anchors (first_id, last_id, lines_removed, first_at, last_at, sha256, made_at)
       VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))`,
      [first.id, last.id, lines.length, first.at, last.at, sha256],
    );
    const { affectedRows } = await sql.execute('DELETE FROM rexflow_audit WHERE id <= ?', [last.id]);
    if (affectedRows !== lines.length) throw new Error('the audit has other lines than were read');
    const details = {
      of: 'audit',
      first: String(first.id),
      last: String(last.id),
      lines: String(lines.length),
      sha256,
    };
    await sql.execute(...auditing([{ user: 'rexflow', action: 'prune', job: null, details }]));
    return lines.length;
  });
}
