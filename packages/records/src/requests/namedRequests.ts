import type { Statements } from '#mysql';
import { fromUtc } from '../base/times.js';

/** A request that a part of its id may mean. */
export interface NamedRequest {
  id: string;
  action: string;
  acceptedAt: Date;
}

/** So many are looked for: more than one is one too many. */
const most = 6;

/** The requests whose id, or whose short id, begins with this; six at most, the newest first. */
export async function requestsNamed(sql: Statements, text: string): Promise<NamedRequest[]> {
  const like = `${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const of = (column: string): string =>
    `(SELECT id, action, accepted_at FROM rexflow_requests WHERE ${column} LIKE ? ORDER BY ${column} DESC LIMIT ${most})`;
  const rows = await sql.query<{ id: string; action: string; accepted_at: string }>(
    `SELECT id, action, accepted_at FROM (${of('id')} UNION ${of('short')}) AS named
     ORDER BY accepted_at DESC, id DESC LIMIT ${most}`,
    [like, like],
  );
  return rows.map(({ id, action, accepted_at: at }) => ({ id, action, acceptedAt: fromUtc(at) }));
}
