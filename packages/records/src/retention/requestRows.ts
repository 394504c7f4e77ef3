import { placeholders, type Database } from '#mysql';
import { auditing } from '../events/audit.js';
import { keptAmong, type Candidate, type Keeping } from './kept.js';
import { positionOf, storePosition } from './turn.js';

/** Requests that are looked at, at once. */
const page = 100;
/** Rows that one statement removes at most: it holds their locks. */
const rows = 5000;

/** Number of rows removed with requests. */
export interface RemovedRequests {
  requests: number;
  hostReleases: number;
  steps: number;
  /** True when the round has seen every request that is old enough. */
  over: boolean;
}

/**
 * Looks at the next settled requests that were accepted and settled more than `days` ago, and removes those nothing depends
 * on that is kept, with their apps, steps, events and deliveries. Rows of the original stay.
 */
export async function pruneRequests(db: Database, days: number, keeping: Keeping): Promise<RemovedRequests> {
  const from = await positionOf(db);
  const behind = from === null ? '' : 'AND accepted_at >= ? AND (accepted_at > ? OR id > ?)';
  const found = await db.query<Omit<Candidate, 'bundle'> & { facts: string | null }>(
    `SELECT id, accepted_at AS at, action, recorded, walk_fence AS requestFence, plan_hash AS planHash,
       IF(bundle_digest IS NULL, NULL, facts) AS facts
     FROM rexflow_requests
     WHERE state = 'settled' AND accepted_at < UTC_TIMESTAMP(3) - INTERVAL ? DAY
       AND settled_at < UTC_TIMESTAMP(3) - INTERVAL ? DAY ${behind}
     ORDER BY accepted_at, id LIMIT ${page}`,
    [days, days, ...(from === null ? [] : [from.at, from.at, from.id])],
  );
  const candidates = found.map(({ facts, ...row }): Candidate => {
    const bundle = facts === null ? null : (JSON.parse(facts) as { bundle?: unknown }).bundle;
    return { ...row, bundle: typeof bundle === 'string' ? bundle : null };
  });
  const kept = await keptAmong(db, candidates, keeping);
  const removed = await remove(
    db,
    candidates.filter(({ id }) => !kept.has(id)),
    days,
  );
  const over = found.length < page;
  const last = found.at(-1);
  await storePosition(db, over || !last ? null : { at: last.at, id: last.id });
  return { ...removed, over };
}

/** Dependent rows go before the request: a round that is cut off in between finds the request again, and the rest of it. */
async function remove(
  db: Database,
  candidates: readonly Candidate[],
  days: number,
): Promise<Omit<RemovedRequests, 'over'>> {
  const ids = candidates.map(({ id }) => id);
  if (ids.length === 0) return { requests: 0, hostReleases: 0, steps: 0 };
  const these = `(${placeholders(ids)})`;
  const branch = async (table: string): Promise<number> => {
    for (let sum = 0; ;) {
      const sql = `DELETE FROM rexflow_${table} WHERE request_id IN ${these} LIMIT ${rows}`;
      const { affectedRows } = await db.execute(sql, ids);
      sum += affectedRows;
      if (affectedRows < rows) return sum;
    }
  };
  const steps = await branch('steps');
  await branch('events');
  await branch('deliveries');
  return await db.transaction('tell', async (sql) => {
    const hosts = await sql.execute(`DELETE FROM rexflow_host_releases WHERE request_id IN ${these}`, ids);
    const requests = await sql.execute(`DELETE FROM rexflow_requests WHERE id IN ${these} AND state = 'settled'`, ids);
    const removed = { requests: requests.affectedRows, hostReleases: hosts.affectedRows, steps };
    const counts = Object.entries(removed).map(([name, count]): [string, string] => [name, String(count)]);
    const span = { from: candidates[0]!.at, to: candidates.at(-1)!.at, olderThanDays: String(days) };
    const details = { of: 'requests', ...Object.fromEntries(counts), ...span };
    await sql.execute(...auditing([{ user: 'rexflow', action: 'prune', job: null, details }]));
    return removed;
  });
}
