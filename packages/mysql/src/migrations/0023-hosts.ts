import { sql, type Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/**
 * Who approved a host key, and when; NULL where it was seen at first contact. What workers are asked to look at on a host, and what they
 * found.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_host_keys', { approved_by: 'VARCHAR(64) NULL', approved_at: 'DATETIME(3) NULL' });
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_host_looks (
      id VARCHAR(36) NOT NULL PRIMARY KEY,
      kind VARCHAR(8) NOT NULL,
      machine VARCHAR(520) NOT NULL,
      target LONGTEXT NOT NULL,
      asked_by VARCHAR(64) NOT NULL,
      asked_at DATETIME(3) NOT NULL,
      ended_at DATETIME(3) NULL,
      found LONGTEXT NULL,
      KEY newest (machine, kind, asked_at),
      KEY asked_at (asked_at)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
}
