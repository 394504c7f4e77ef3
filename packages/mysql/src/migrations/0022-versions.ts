import type { Kysely } from 'kysely';
import { addColumns } from './addColumns.js';
import { addIndexes } from './addIndexes.js';

/** What each app gets by a request: its version and where that comes from; NULL where it is not known. Found by version and commit. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_host_releases', {
    version: 'VARCHAR(128) NULL',
    commit_hash: 'VARCHAR(64) NULL',
    branch: 'VARCHAR(255) NULL',
    build: 'TEXT NULL',
  });
  await addIndexes(db, 'rexflow_host_releases', { version: 'version', commit_hash: 'commit_hash' });
}
