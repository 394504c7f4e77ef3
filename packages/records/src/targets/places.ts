import { placeholders, filledUp, type Statements } from '#mysql';
import { storedApp, type App } from '#release';

const hostOf = "LEFT(JSON_UNQUOTE(JSON_EXTRACT(h.app, '$.host')), 200)";

/**
 * Remembers where a request that ends has released its apps, or that it took them away from there. What was taken away from a host that the
 * app had left before says nothing of what is live.
 */
export async function notePlaces(sql: Statements, requestId: string): Promise<void> {
  await sql.execute(
    `INSERT INTO rexflow_places (app_key, host, random_str, app, gone)
     SELECT h.app_key, ${hostOf}, h.random_str, h.app, 0
     FROM rexflow_host_releases h JOIN rexflow_requests r ON r.id = h.request_id
     WHERE h.request_id = ? AND h.standing = 'new' AND r.recorded = 1
     ON DUPLICATE KEY UPDATE random_str = VALUES(random_str), app = VALUES(app), gone = 0`,
    [requestId],
  );
  await sql.execute(
    `UPDATE rexflow_places p JOIN rexflow_host_releases h ON h.app_key = p.app_key AND p.host = ${hostOf}
     SET p.gone = 1 WHERE h.request_id = ? AND h.standing = 'removed'`,
    [requestId],
  );
  await sql.execute(
    `UPDATE rexflow_host_releases h JOIN rexflow_requests r ON r.id = h.request_id SET h.standing = NULL
     WHERE h.request_id = ? AND h.standing = 'removed' AND JSON_EXTRACT(r.request, '$.at') IS NOT NULL`,
    [requestId],
  );
}

/** The releases (randomStr) of an app that were made on a host. */
export async function releasesOn(sql: Statements, appKey: string, host: string): Promise<Set<string>> {
  const rows = await sql.query<{ random_str: string }>(
    `SELECT h.random_str FROM rexflow_host_releases h WHERE h.app_key = ? AND ${hostOf} = ?`,
    [appKey, host],
  );
  return new Set(rows.map((row) => row.random_str));
}

/**
 * The apps as they were released to hosts that they have left since for another one, where nobody has taken them away; only of `keys` where
 * they are given. In the order of their app_keys.
 */
export async function formerPlaces(sql: Statements, keys: readonly string[] | null = null): Promise<App[]> {
  if (keys?.length === 0) return [];
  const bound = keys === null ? [] : filledUp(keys);
  const some = keys === null ? '' : `WHERE app_key IN (${placeholders(bound)})`;
  const rows = await sql.query<{ app: string }>(
    `SELECT p.app FROM rexflow_places p
     JOIN (SELECT app_key, MAX(random_str) AS newest FROM rexflow_places ${some} GROUP BY app_key) n ON n.app_key = p.app_key
     WHERE p.gone = 0 AND p.random_str < n.newest ORDER BY p.app_key, p.host`,
    bound,
  );
  return rows.map(({ app: stored }) => {
    // Whether its host is out of service is not what it was then.
    const app = storedApp(stored);
    delete app.outage;
    return app;
  });
}
