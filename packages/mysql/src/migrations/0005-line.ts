import { sql, type Kysely } from 'kysely';

/** Requests that wait for their apps: one row for each app, in the order of their tickets. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_line (
      app_key VARCHAR(200) NOT NULL,
      ticket BIGINT NOT NULL,
      request_id CHAR(36) NOT NULL,
      PRIMARY KEY (app_key, ticket),
      KEY request (request_id)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
}
