import type { Kysely } from 'kysely';
import { addIndexes } from './addIndexes.js';
import { dropIndexes } from './dropIndexes.js';

/** The apps that ran a version or commit are found by the index alone. The narrow ones of 0022 are of no more use then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addIndexes(db, 'rexflow_host_releases', {
    version_apps: 'version, standing, app_key',
    commit_apps: 'commit_hash, standing, app_key',
  });
  await dropIndexes(db, 'rexflow_host_releases', ['version', 'commit_hash']);
}
