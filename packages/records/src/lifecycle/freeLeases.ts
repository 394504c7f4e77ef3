import { placeholders, type Database, type Statements } from '#mysql';
import { withQueueLock } from '../queue/waitQueue.js';
import { counting } from '../legacy/original.js';
import type { RequestDecoder, Tables } from '../base/settings.js';

/** Frees the leases of settled requests and of holders that no longer live, or with `force` all; gives their apps. */
async function freeOwn(sql: Statements, force: boolean): Promise<string[]> {
  const rows = await sql.query<{ app_key: string }>(
    `SELECT l.app_key FROM rexflow_leases l LEFT JOIN rexflow_requests r ON r.id = l.request_id
     WHERE l.request_id IS NOT NULL
       AND (? = 1 OR r.id IS NULL OR r.state = 'settled' OR l.expires_at < UTC_TIMESTAMP(3))
     ORDER BY l.app_key FOR UPDATE`,
    [force ? 1 : 0],
  );
  const keys = rows.map((row) => row.app_key);
  if (keys.length === 0) return [];
  await sql.execute(
    `UPDATE rexflow_leases SET request_id = NULL, holder = NULL, expires_at = NULL, fence = fence + 1
     WHERE app_key IN (${placeholders(keys)})`,
    keys,
  );
  return keys;
}

/** Clears locks of the original that no lease of ours explains: those that do not count any more, or with `force` all. */
async function freeOriginal(sql: Statements, { status }: Tables, force: boolean, now: Date): Promise<number> {
  const held = await sql.query<{ app_key: string }>('SELECT app_key FROM rexflow_leases WHERE request_id IS NOT NULL');
  const ours = held.map((row) => row.app_key);
  const others = ours.length === 0 ? '' : `AND (deploy_key IS NULL OR deploy_key NOT IN (${placeholders(ours)}))`;
  const { affectedRows } = await sql.execute(
    `UPDATE \`${status}\` SET status = 0
     WHERE status = 1 AND (? = 1 OR NOT COALESCE(start_time > ? AND start_time < ?, 0)) ${others}`,
    [force ? 1 : 0, ...counting(now), ...ours],
  );
  return affectedRows;
}

/**
 * Deploy:Db:initdb: frees the leases of settled requests and of holders that no longer live, and the locks of the original
 * that are an hour old, or with `force` all of both, and grants requests that waited. Gives how many were freed, and the ids of
 * those granted, which are to be submitted.
 */
export async function freeLeases(
  db: Database,
  tables: Tables & RequestDecoder,
  force: boolean,
): Promise<{ freed: number; granted: string[] }> {
  const rows = await db.query<{ app_key: string }>(
    'SELECT app_key FROM rexflow_leases WHERE request_id IS NOT NULL UNION SELECT app_key FROM rexflow_line',
  );
  const keys = rows.map((row) => row.app_key);
  const { value: freed, granted } = await withQueueLock(db, tables, keys, 'tell', async (sql) => {
    const own = await freeOwn(sql, force);
    if (own.length > 0) {
      await sql.execute(`UPDATE \`${tables.status}\` SET status = 0 WHERE deploy_key IN (${placeholders(own)})`, own);
    }
    return own.length + (await freeOriginal(sql, tables, force, db.now()));
  });
  return { freed, granted };
}
