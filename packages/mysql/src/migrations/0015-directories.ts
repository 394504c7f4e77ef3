import type { Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/** Which directories a request was accepted for, as JSON; NULL where that does not matter, or was not known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_requests', { directories: 'TEXT NULL' });
}
