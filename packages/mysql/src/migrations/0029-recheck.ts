import type { Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/**
 * What is looked at again when a request has its apps: apps that it leaves out since their hosts went out of service, of which what lies
 * there is still remembered, and whether a retry is to finish what it repeats. And what hosts were last logged in to with: another login is
 * tried at once. And the digest of the program that was sealed for an app, by which what its host holds is known again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_host_releases', {
    left_out: 'TINYINT NOT NULL DEFAULT 0',
    program_sum: 'CHAR(64) NULL',
  });
  await addColumns(db, 'rexflow_looks', { login: 'CHAR(64) NULL' });
  await addColumns(db, 'rexflow_requests', { finishes: 'TINYINT NOT NULL DEFAULT 0' });
}
