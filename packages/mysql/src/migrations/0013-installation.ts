import { sql, type Kysely } from 'kysely';

/**
 * Which rexflow this database belongs to: one row, which a worker makes at its start. `confirmed` once a store carries the same
 * identity. Times are UTC.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_installation (
      one TINYINT NOT NULL PRIMARY KEY DEFAULT 1,
      id CHAR(36) NOT NULL,
      name VARCHAR(120) NOT NULL,
      confirmed TINYINT NOT NULL DEFAULT 0,
      made_at DATETIME(3) NOT NULL
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
}
