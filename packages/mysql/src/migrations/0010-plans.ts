import type { Kysely } from 'kysely';
import { addColumns } from './addColumns.js';
import { addIndexes } from './addIndexes.js';

/** A plan is found by its hash, and the newest of an action without reading the others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_requests', { plan_hash: 'CHAR(64) NULL' });
  await addIndexes(db, 'rexflow_requests', { plan_hash: 'plan_hash', action: 'action, accepted_at' });
}
