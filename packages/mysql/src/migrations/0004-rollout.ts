import type { Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/**
 * How the hosts of a request are switched, in which batch each is and the batch at work; which request a request repeats;
 * what an app waits for; releases a rollback left behind.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_requests', {
    rollout: 'LONGTEXT NULL',
    batch: 'INT NOT NULL DEFAULT 0',
    retry_of: 'CHAR(36) NULL',
  });
  await addColumns(db, 'rexflow_host_releases', {
    batch: 'INT NOT NULL DEFAULT 0',
    waiting: 'LONGTEXT NULL',
    bad: 'TINYINT NOT NULL DEFAULT 0',
  });
}
