import type { Kysely } from 'kysely';
import { addIndexes } from './addIndexes.js';

/**
 * A page of a list is found without reading what is not on it. Each key of the audit holds the other filter as well, so
 * that both together are told from the key alone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addIndexes(db, 'rexflow_audit', { user: 'user, id, action', action: 'action, id, user' });
  await addIndexes(db, 'rexflow_requests', { caller: 'caller, accepted_at', retry_of: 'retry_of' });
}
