import type { Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/**
 * Who paused a request, when and why, until somebody continues it; and what whoever cancels it wants done with the hosts that are switched
 * by then. Times are UTC.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_requests', {
    paused_by: 'VARCHAR(64) NULL',
    paused_at: 'DATETIME(3) NULL',
    pause_reason: 'TEXT NULL',
    cancel_then: 'VARCHAR(8) NULL',
  });
}
