import { placeholders, type Database, type Statements } from '#mysql';
import { waitQueueOf } from './waitQueue.js';
import { blockerOf } from '../leases/blocker.js';
import type { Tables } from '../base/settings.js';
import type { Waiting } from '../base/types.js';

/**
 * Puts a request into the wait queue of its apps. Requests that share an app hold its lock one after the other, so a ticket
 * above all of these apps' is above everyone it has to wait for.
 */
export async function enqueue(sql: Statements, id: string, keys: readonly string[]): Promise<void> {
  const [last] = await sql.query<{ ticket: number }>(
    `SELECT COALESCE(MAX(ticket), 0) AS ticket FROM rexflow_line WHERE app_key IN (${placeholders(keys)})`,
    keys,
  );
  const ticket = Number(last!.ticket) + 1;
  await sql.execute(
    `INSERT INTO rexflow_line (app_key, ticket, request_id) VALUES ${keys.map(() => '(?, ?, ?)').join(', ')}`,
    keys.flatMap((key) => [key, ticket, id]),
  );
}

/** The place of a request in the wait queue, or null when it does not wait. */
export async function waiting(sql: Database, tables: Tables, id: string): Promise<Waiting | null> {
  const rows = await sql.query<{ app_key: string; ticket: number }>(
    'SELECT app_key, ticket FROM rexflow_line WHERE request_id = ? ORDER BY app_key',
    [id],
  );
  if (rows.length === 0) return null;
  const ticket = Number(rows[0]!.ticket);
  const keys = rows.map((row) => row.app_key);
  const before = (await waitQueueOf(sql, keys)).filter((one) => one.requestId !== id && one.ticket < ticket);
  return { for: await blockerOf(sql, tables, keys, { but: id, ticket, now: sql.now() }), position: before.length + 1 };
}
