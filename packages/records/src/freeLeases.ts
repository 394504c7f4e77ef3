import type { Database } from '#mysql';
import { besideLine } from './line.js';
import type { Tables } from './types.js';

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/**
 * Deploy:Db:initdb: frees the leases of settled requests and of holders that no longer live, or with `force` all of
 * them, clears the status rows that no lease stands behind, and lets in who waited. Gives how many leases were freed, and
 * the ids of those let in, which are to be submitted.
 */
export async function freeLeases(
  db: Database,
  tables: Tables,
  force: boolean,
): Promise<{ freed: number; granted: string[] }> {
  const rows = await db.query<{ app_key: string }>('SELECT app_key FROM rexflow_leases WHERE request_id IS NOT NULL');
  const keys = rows.map((row) => row.app_key);
  const { value: freed, granted } = await besideLine(db, tables, keys, 'tell', async (sql) => {
    const { affectedRows } = await sql.execute(
      `UPDATE rexflow_leases l LEFT JOIN rexflow_requests r ON r.id = l.request_id
       SET l.request_id = NULL, l.holder = NULL, l.expires_at = NULL, l.fence = l.fence + 1
       WHERE l.request_id IS NOT NULL
         AND (? = 1 OR r.id IS NULL OR r.state = 'settled' OR l.expires_at < UTC_TIMESTAMP(3))`,
      [force ? 1 : 0],
    );
    const held = await sql.query<{ app_key: string }>(
      'SELECT app_key FROM rexflow_leases WHERE request_id IS NOT NULL',
    );
    const busy = held.map((row) => row.app_key);
    const others = busy.length === 0 ? '' : `AND deploy_key NOT IN (${marks(busy)})`;
    await sql.execute(`UPDATE \`${tables.status}\` SET status = 0 WHERE status = 1 ${others}`, busy);
    return affectedRows;
  });
  return { freed, granted };
}
