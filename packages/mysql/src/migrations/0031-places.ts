import { sql, type Kysely } from 'kysely';
import { addColumns } from './addColumns.js';

/**
 * The hosts that each app was released to, each with the newest release of it there and the app as it was then: what lies where an app
 * was before is no more named by the newest release of all. `gone` once it was taken away from there. And what the reason says why
 * an app was seen failing, in any language.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, 'rexflow_seen', { failing_statement: 'TEXT NULL' });
  await sql`
    CREATE TABLE IF NOT EXISTS rexflow_places (
      app_key VARCHAR(200) NOT NULL,
      host VARCHAR(200) NOT NULL,
      random_str CHAR(19) NOT NULL,
      app LONGTEXT NOT NULL,
      gone TINYINT NOT NULL DEFAULT 0,
      PRIMARY KEY (app_key, host)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`.execute(db);
  const host = sql`LEFT(JSON_UNQUOTE(JSON_EXTRACT(h.app, '$.host')), 200)`;
  // What came after it was taken away counts again; in the order of the records the last one is the newest.
  await sql`
    INSERT INTO rexflow_places (app_key, host, random_str, app, gone)
    SELECT h.app_key, ${host} AS host, h.random_str, h.app, h.standing = 'removed'
    FROM rexflow_host_releases h JOIN rexflow_requests r ON r.id = h.request_id
    WHERE r.state = 'settled' AND (h.standing = 'removed' OR (h.standing = 'new' AND r.recorded = 1))
      AND JSON_EXTRACT(h.app, '$.host') IS NOT NULL
    ORDER BY h.random_str
    ON DUPLICATE KEY UPDATE
      app = IF(VALUES(random_str) >= rexflow_places.random_str, VALUES(app), rexflow_places.app),
      gone = IF(VALUES(random_str) >= rexflow_places.random_str, VALUES(gone), rexflow_places.gone),
      random_str = GREATEST(rexflow_places.random_str, VALUES(random_str))`.execute(db);
}
