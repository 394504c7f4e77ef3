import type { Kysely } from 'kysely';
import { addIndexes } from './addIndexes.js';

/** The newest release of an app is found without reading the others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addIndexes(db, 'rexflow_host_releases', { newest: 'app_key, random_str' });
}
