import { sql, type Kysely } from 'kysely';

/**
 * What workers see when they look at hosts: one row for each host, by which they share them, and one for each app with what was
 * found last. The row without a host is taken by whoever brings the two to what the catalogue has.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_looks (
      host VARCHAR(200) NOT NULL PRIMARY KEY,
      next_at DATETIME(3) NOT NULL,
      claim VARCHAR(36) NULL,
      tried_at DATETIME(3) NULL,
      seen_at DATETIME(3) NULL,
      busy_at DATETIME(3) NULL,
      failures INT NOT NULL DEFAULT 0,
      trouble TEXT NULL,
      KEY next_at (next_at)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
  await sql`INSERT IGNORE INTO rexflow_looks (host, next_at) VALUES ('', UTC_TIMESTAMP(3))`.execute(db);
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_seen (
      app_key VARCHAR(200) NOT NULL PRIMARY KEY,
      host VARCHAR(200) NOT NULL,
      known_at DATETIME(3) NOT NULL,
      seen_at DATETIME(3) NULL,
      since DATETIME(3) NULL,
      program VARCHAR(1024) NULL,
      stamp VARCHAR(15) NULL,
      failing VARCHAR(500) NULL,
      drift_tried_at DATETIME(3) NULL,
      drift_at DATETIME(3) NULL,
      drift MEDIUMTEXT NULL,
      KEY host (host)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
}
