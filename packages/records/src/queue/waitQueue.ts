import { placeholders, type Database, type IfUnknown, type Statements, type Transaction } from '#mysql';
import { withEvents, type NewEvent } from '../events/events.js';
import { lockHold } from '../hold/hold.js';
import { makeLeases, takeLeases } from '../leases/leases.js';
import { originalLocks } from '../legacy/original.js';
import { readRequest } from '../requests/requests.js';
import { nextReleaseStamp } from '../targets/releaseStamp.js';
import type { RequestDecoder, Tables } from '../base/settings.js';

/** A request in the wait queue, with all the apps it waits for. */
export interface QueueEntry {
  requestId: string;
  ticket: number;
  apps: string[];
}

const mostLooks = 10;

/** The requests that wait for one of these apps, in the order they came. */
export async function waitQueueOf(sql: Statements, keys: readonly string[]): Promise<QueueEntry[]> {
  if (keys.length === 0) return [];
  const rows = await sql.query<{ app_key: string; ticket: number; request_id: string }>(
    `SELECT app_key, ticket, request_id FROM rexflow_line
     WHERE request_id IN (SELECT request_id FROM rexflow_line WHERE app_key IN (${placeholders(keys)}))
     ORDER BY ticket, request_id, app_key`,
    keys,
  );
  const line = new Map<string, QueueEntry>();
  for (const row of rows) {
    const known = line.get(row.request_id);
    if (known) known.apps.push(row.app_key);
    else line.set(row.request_id, { requestId: row.request_id, ticket: Number(row.ticket), apps: [row.app_key] });
  }
  return [...line.values()];
}

/**
 * Runs work in a transaction that has locked the apps of `keys` and of all requests that wait for one of them, in one order, so
 * that nobody enters or leaves these wait queues meanwhile; then grants the requests that may go, unless the installation is held. Work
 * reads as of the locks, as long as it is the first to read. `granted`: requests that have their leases now and are to be submitted.
 */
export async function withQueueLock<T>(
  db: Database,
  tables: Tables & RequestDecoder,
  keys: readonly string[],
  ifUnknown: IfUnknown,
  work: (sql: Transaction, news: NewEvent[], doubt: boolean) => Promise<T>,
): Promise<{ value: T; granted: string[] }> {
  if (keys.length === 0) return { value: await withEvents(db, ifUnknown, work), granted: [] };
  await makeLeases(db, keys);
  for (let look = 1; ; look++) {
    const apps = [...new Set([...keys, ...(await waitQueueOf(db, keys)).flatMap((one) => one.apps)])];
    const done = await withEvents(db, ifUnknown, async (sql, news, doubt) => {
      const [hold] = await Promise.all([
        lockHold(sql),
        sql.query(
          `SELECT app_key FROM rexflow_leases WHERE app_key IN (${placeholders(apps)}) ORDER BY app_key FOR UPDATE`,
          apps,
        ),
      ]);
      const unseen = (await waitQueueOf(sql, keys)).some((one) => one.apps.some((key) => !apps.includes(key)));
      // Somebody came between the look and the locks. The sweep would let them in, too, only later.
      if (unseen && look < mostLooks) return null;
      const value = await work(sql, news, doubt);
      // All that wait would change hosts.
      return { value, granted: hold ? [] : await letIn(sql, news, tables, apps, db.now()) };
    });
    if (done) return done;
  }
}

/** Grants, in their order, the waiting requests whose apps are all free and wanted by nobody before them. */
async function letIn(
  sql: Transaction,
  news: NewEvent[],
  tables: Tables & RequestDecoder,
  locked: readonly string[],
  now: Date,
): Promise<string[]> {
  const line = await waitQueueOf(sql, locked);
  if (line.length === 0) return [];
  const held = await sql.query<{ app_key: string }>(
    `SELECT app_key FROM rexflow_leases WHERE app_key IN (${placeholders(locked)}) AND request_id IS NOT NULL`,
    locked,
  );
  const original = await originalLocks(sql, tables, locked, now);
  const closed = new Set([...held.map((row) => row.app_key), ...original.map(({ app }) => app)]);
  const granted: string[] = [];
  for (const one of line) {
    const free = one.apps.every((key) => locked.includes(key) && !closed.has(key));
    for (const key of one.apps) closed.add(key);
    if (!free) continue;
    await grant(sql, tables, one, now);
    news.push({ requestId: one.requestId, kind: 'granted' });
    granted.push(one.requestId);
  }
  return granted;
}

async function grant(sql: Transaction, tables: Tables & RequestDecoder, place: QueueEntry, now: Date): Promise<void> {
  const { id, apps, caller } = (await readRequest(sql, place.requestId, tables))!;
  const its = apps.map((record) => record.app);
  await takeLeases(sql, tables, { id, apps: its, caller, now });
  // Drawn only now: the directories of an app grow in the order they are made.
  const stamp = await nextReleaseStamp(sql, its, now);
  await sql.execute("UPDATE rexflow_requests SET state = 'accepted', stamp = ? WHERE id = ? AND state = 'queued'", [
    stamp,
    id,
  ]);
  await leaveQueue(sql, place);
}

/** Takes a request out of the wait queue; by whole keys, which locks no gap. */
export async function leaveQueue(sql: Statements, { ticket, apps }: QueueEntry): Promise<void> {
  await sql.execute(`DELETE FROM rexflow_line WHERE ticket = ? AND app_key IN (${placeholders(apps)})`, [
    ticket,
    ...apps,
  ]);
}

/** Grants every waiting request that may go: for those that were missed when leases came free. */
export async function grantNext(db: Database, tables: Tables & RequestDecoder): Promise<string[]> {
  const rows = await db.query<{ app_key: string }>('SELECT DISTINCT app_key FROM rexflow_line');
  const keys = rows.map((row) => row.app_key);
  return (await withQueueLock(db, tables, keys, 'repeat', () => Promise.resolve())).granted;
}
