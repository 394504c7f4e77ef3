import { sql, type Kysely } from 'kysely';

// Names and hashes are compared byte by byte: `Admin` is not `admin`.
const engine = sql.raw('ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin');

/** Who may ask, which hosts are known, and who did what. Times are UTC. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_users (
      name VARCHAR(64) NOT NULL PRIMARY KEY,
      password_hash VARCHAR(255) NOT NULL,
      role VARCHAR(32) NOT NULL,
      created_at DATETIME(3) NOT NULL
    ) ${engine}`.execute(db);
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_tokens (
      hash CHAR(64) NOT NULL PRIMARY KEY,
      user VARCHAR(64) NOT NULL,
      created_at DATETIME(3) NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      KEY user (user),
      KEY expires_at (expires_at)
    ) ${engine}`.execute(db);
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_host_keys (
      address VARCHAR(255) NOT NULL,
      port INT NOT NULL,
      key_type VARCHAR(64) NOT NULL,
      public_key TEXT NOT NULL,
      first_seen DATETIME(3) NOT NULL,
      PRIMARY KEY (address, port, key_type)
    ) ${engine}`.execute(db);
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_audit (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      at DATETIME(3) NOT NULL,
      user VARCHAR(64) NOT NULL,
      action VARCHAR(64) NOT NULL,
      job CHAR(36) NULL,
      details LONGTEXT NOT NULL,
      KEY at (at),
      KEY job (job)
    ) ${engine}`.execute(db);
}
