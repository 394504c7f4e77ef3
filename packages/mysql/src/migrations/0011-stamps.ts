import { sql, type Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/** The newest stamp of an app stands with its lease: whoever draws the next one need not read all its releases. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_leases', { stamp: "CHAR(15) NOT NULL DEFAULT ''" });
  await sql`
    UPDATE rexflow_leases l SET stamp = GREATEST(stamp, COALESCE((
      SELECT MAX(r.stamp) FROM rexflow_host_releases h JOIN rexflow_requests r ON r.id = h.request_id
      WHERE h.app_key = l.app_key), ''))`.execute(db);
}
