import { sql, type Kysely } from 'kysely';

/**
 * What the tables of the original cannot say of a host or a group, as JSON, and each change of the catalogue with what was there
 * before and after it. The row with the scope `fleet` is taken by whoever changes anything, and counts the changes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_settings (
      scope VARCHAR(8) NOT NULL,
      name VARCHAR(200) NOT NULL,
      value LONGTEXT NOT NULL,
      revision BIGINT NOT NULL,
      PRIMARY KEY (scope, name)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
  await sql`INSERT IGNORE INTO rexflow_settings (scope, name, value, revision) VALUES ('fleet', '', '{}', 0)`.execute(
    db,
  );
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_changes (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      revision BIGINT NOT NULL,
      at DATETIME(3) NOT NULL,
      author VARCHAR(64) NOT NULL,
      scope VARCHAR(8) NOT NULL,
      name VARCHAR(200) NOT NULL,
      before_value LONGTEXT NULL,
      after_value LONGTEXT NULL,
      KEY entry (scope, name, id)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
}
