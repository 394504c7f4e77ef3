import { sql, type Kysely } from 'kysely';

/**
 * When the installation was last backed up (`backup`), and that a restore of it has begun and not ended (`restore`): until it has, no
 * program starts on this database. Times are UTC.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_backups (
      what VARCHAR(16) NOT NULL PRIMARY KEY,
      at DATETIME(3) NOT NULL,
      details TEXT NOT NULL
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
}
