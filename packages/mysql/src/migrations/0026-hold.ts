import { sql, type Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/**
 * The hold of the whole installation: one row, without a reason while there is none, which whoever begins anything locks. And what a
 * request as a whole waits for. Times are UTC.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_hold (
      one TINYINT NOT NULL PRIMARY KEY DEFAULT 1,
      reason TEXT NULL,
      held_by VARCHAR(64) NULL,
      since DATETIME(3) NULL,
      until_at DATETIME(3) NULL
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
  await sql`INSERT IGNORE INTO rexflow_hold (one) VALUES (1)`.execute(db);
  await addColumns(db, 'rexflow_requests', { waiting: 'TEXT NULL' });
}
