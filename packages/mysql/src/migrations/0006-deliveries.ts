import { sql, type Kysely } from 'kysely';

/** Who is still to be told of a settlement: one row for each settlement and webhook, written with the settlement. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_deliveries (
      id CHAR(32) NOT NULL PRIMARY KEY,
      request_id CHAR(36) NOT NULL,
      webhook VARCHAR(64) NOT NULL,
      created_at DATETIME(3) NOT NULL,
      attempts INT NOT NULL DEFAULT 0,
      next_at DATETIME(3) NULL,
      delivered_at DATETIME(3) NULL,
      last_error VARCHAR(500) NULL,
      UNIQUE KEY request (request_id, webhook),
      KEY next_at (next_at),
      KEY created_at (created_at)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
}
