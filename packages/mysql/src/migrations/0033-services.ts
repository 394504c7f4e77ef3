import type { Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/**
 * Whether the service of each app ran when its host was looked at last, as JSON, and who had it stopped by which request, until somebody has
 * it started, releases it, or it is seen to run again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_seen', {
    service: 'TEXT NULL',
    service_at: 'DATETIME(3) NULL',
    stopped_at: 'DATETIME(3) NULL',
    stopped_by: 'VARCHAR(200) NULL',
    stopped_job: 'VARCHAR(64) NULL',
  });
}
