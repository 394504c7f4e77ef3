import { sql, type Kysely } from 'kysely';

/**
 * What is removed when it is old: whose turn it is next and how far the round has come, one row for each kind; and what
 * stands in place of the lines that were taken from the audit.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_retention (
      what VARCHAR(16) NOT NULL PRIMARY KEY,
      next_at DATETIME(3) NOT NULL,
      position_at DATETIME(3) NULL,
      position_id CHAR(36) NULL,
      removed BIGINT NOT NULL DEFAULT 0,
      removed_at DATETIME(3) NULL
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
  await sql`
    INSERT IGNORE INTO rexflow_retention (what, next_at)
    VALUES ('requests', UTC_TIMESTAMP(3)), ('audit', UTC_TIMESTAMP(3)), ('events', UTC_TIMESTAMP(3)),
      ('deliveries', UTC_TIMESTAMP(3))`.execute(db);
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_audit_anchors (
      first_id BIGINT NOT NULL PRIMARY KEY,
      last_id BIGINT NOT NULL,
      lines_removed INT NOT NULL,
      first_at DATETIME(3) NOT NULL,
      last_at DATETIME(3) NOT NULL,
      sha256 CHAR(64) NOT NULL,
      made_at DATETIME(3) NOT NULL,
      KEY made_at (made_at)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
}
