import { sql, type Kysely } from 'kysely';
import { addColumns } from './addColumns.js';
import { addIndexes } from './addIndexes.js';

/** What happens to releases, one row for each thing, and what lists of releases and tokens are asked by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_events (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      request_id CHAR(36) NOT NULL,
      app_key VARCHAR(200) NULL,
      kind VARCHAR(16) NOT NULL,
      at DATETIME(3) NOT NULL,
      data LONGTEXT NOT NULL,
      KEY request (request_id, id),
      KEY at (at)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
  await addColumns(db, 'rexflow_requests', { outcome: 'VARCHAR(16) NULL' });
  await addIndexes(db, 'rexflow_requests', { accepted: 'accepted_at, id', outcome: 'outcome, accepted_at' });
  await addColumns(db, 'rexflow_tokens', { name: 'VARCHAR(64) NULL' });
  await sql`
    UPDATE rexflow_requests SET outcome = JSON_UNQUOTE(JSON_EXTRACT(settlement, '$.outcome'))
    WHERE settlement IS NOT NULL AND outcome IS NULL`.execute(db);
}
