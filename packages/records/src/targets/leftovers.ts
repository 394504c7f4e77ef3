import { placeholders, type Statements } from '#mysql';
import { storedApp, type App } from '#release';
import { liveReleases, type LiveTarget } from './live.js';

/** What rexflow made of an app that nobody knows any more, as the release that made it had the app. */
export interface Leftover {
  app: App;
  live: LiveTarget;
}

/** Of each statement so many rows are asked for. */
const portion = 500;

/**
 * The apps that rexflow released to, whose work was not taken away from their hosts, and which are not among the `known`; only of `keys`
 * where they are given. In the order of their app_keys.
 */
export async function leftovers(
  sql: Statements,
  known: ReadonlySet<string>,
  keys: readonly string[] | null = null,
): Promise<Leftover[]> {
  const rows = await sql.query<{ app_key: string }>('SELECT app_key FROM rexflow_leases ORDER BY app_key');
  const gone = rows.map((row) => row.app_key).filter((key) => !known.has(key) && (keys === null || keys.includes(key)));
  const live = await liveReleases(sql, gone);
  const found: Leftover[] = [];
  const left = gone.flatMap((key) => (live.has(key) ? [[live.get(key)!.requestId, key] as const] : []));
  for (let at = 0; at < left.length; at += portion) {
    const some = left.slice(at, at + portion);
    const parts = await sql.query<{ app_key: string; app: string }>(
      `SELECT app_key, app FROM rexflow_host_releases
       WHERE (request_id, app_key) IN (${some.map((pair) => `(${placeholders(pair)})`).join(', ')}) ORDER BY app_key`,
      some.flat(),
    );
    for (const { app_key: key, app } of parts) {
      // Whether its host is out of service is not what it was then.
      const released = storedApp(app);
      delete released.outage;
      found.push({ app: released, live: live.get(key)! });
    }
  }
  return found;
}
