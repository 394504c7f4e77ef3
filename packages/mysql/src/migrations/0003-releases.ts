import { sql, type Kysely } from 'kysely';

/** What was asked, what happened on each host, and who may change what: see packages/records. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_requests (
      id CHAR(36) NOT NULL PRIMARY KEY,
      action VARCHAR(64) NOT NULL,
      parameters LONGTEXT NOT NULL,
      digest CHAR(64) NOT NULL,
      caller VARCHAR(64) NOT NULL,
      idempotency_key VARCHAR(200) NULL,
      exclusive TINYINT NOT NULL,
      recorded TINYINT NOT NULL,
      state VARCHAR(16) NOT NULL,
      phase VARCHAR(16) NULL,
      phase_ended TINYINT NOT NULL DEFAULT 0,
      phase_trouble LONGTEXT NULL,
      stamp CHAR(15) NOT NULL,
      accepted_at DATETIME(3) NOT NULL,
      phase_at DATETIME(3) NULL,
      settled_at DATETIME(3) NULL,
      cancelled_by VARCHAR(64) NULL,
      walker VARCHAR(128) NULL,
      walk_fence BIGINT NOT NULL DEFAULT 0,
      walk_expires DATETIME(3) NULL,
      bundle_digest CHAR(64) NULL,
      facts LONGTEXT NULL,
      settlement LONGTEXT NULL,
      UNIQUE KEY idempotency (caller, idempotency_key),
      KEY state (state, accepted_at)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_host_releases (
      request_id CHAR(36) NOT NULL,
      app_key VARCHAR(200) NOT NULL,
      ordinal INT NOT NULL,
      app LONGTEXT NOT NULL,
      random_str CHAR(19) NOT NULL,
      phase VARCHAR(16) NULL,
      vote VARCHAR(8) NULL,
      step VARCHAR(32) NULL,
      standing VARCHAR(16) NULL,
      trouble LONGTEXT NULL,
      facts LONGTEXT NULL,
      program_before TEXT NULL,
      config_before TEXT NULL,
      program_real_before TEXT NULL,
      program_after TEXT NULL,
      config_after TEXT NULL,
      PRIMARY KEY (request_id, app_key),
      UNIQUE KEY random_str (random_str),
      KEY app_key (app_key)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_steps (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      request_id CHAR(36) NOT NULL,
      app_key VARCHAR(200) NOT NULL,
      phase VARCHAR(16) NOT NULL,
      step VARCHAR(32) NOT NULL,
      state VARCHAR(8) NOT NULL,
      fence BIGINT NOT NULL,
      begun_at DATETIME(3) NOT NULL,
      ended_at DATETIME(3) NULL,
      facts LONGTEXT NULL,
      trouble LONGTEXT NULL,
      KEY request (request_id, app_key)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_leases (
      app_key VARCHAR(200) NOT NULL PRIMARY KEY,
      request_id CHAR(36) NULL,
      holder VARCHAR(128) NULL,
      fence BIGINT NOT NULL DEFAULT 0,
      since DATETIME(3) NULL,
      expires_at DATETIME(3) NULL
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
}
