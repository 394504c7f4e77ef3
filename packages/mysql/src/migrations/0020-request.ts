import type { Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/** A request as it is typed, as JSON; NULL in rows of older programs, which have it in the words of `/rex` alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_requests', { request: 'LONGTEXT NULL' });
}
