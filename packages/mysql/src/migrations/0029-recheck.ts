import type { Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/**
 * What is looked at again when a request has its apps: apps that it leaves out since their hosts went out of service, of which what lies
 * there is still remembered, and whether a retry is to finish what it repeats.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_host_releases', { left_out: 'TINYINT NOT NULL DEFAULT 0' });
  await addColumns(db, 'rexflow_requests', { finishes: 'TINYINT NOT NULL DEFAULT 0' });
}
