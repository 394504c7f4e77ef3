import type { Kysely } from 'kysely';
import { addColumns } from './addColumns.js';
import { addIndexes } from './addIndexes.js';

/**
 * The end of a request's id, by which people name it: ids begin with their time, and their ends are drawn. It is made of the id by the
 * database, so that old rows have it, and those that older programs write.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_requests', { short: 'CHAR(8) AS (RIGHT(RTRIM(id), 8)) VIRTUAL' });
  await addIndexes(db, 'rexflow_requests', { short: 'short' });
}
