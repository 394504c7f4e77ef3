import { Trouble, type Settlement } from '#contract';
import type { Database, Statements } from '#mysql';
import { auditing } from './audit.js';
import type { Told } from './events.js';
import { besideLine, leave, lineOf, type InLine } from './line.js';
import { obstacle, type Obstacle } from './obstacle.js';
import { readRequest } from './requests.js';
import { storeSettlement } from './settle.js';
import type { RequestRecord, Settling, Tables } from './types.js';

/** Why a request in line does not go on, and how many are before it: `position` 1 is next. */
export interface Waiting {
  /** Null while it is just being let in. */
  for: Obstacle | null;
  position: number;
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/**
 * Puts a request in line for its apps. Those who share an app with it hold its lock one after the other, so a ticket
 * above all of these apps' is above everyone it has to wait for.
 */
export async function enterLine(sql: Statements, id: string, keys: readonly string[]): Promise<void> {
  const [last] = await sql.query<{ ticket: number }>(
    `SELECT COALESCE(MAX(ticket), 0) AS ticket FROM rexflow_line WHERE app_key IN (${marks(keys)})`,
    keys,
  );
  const ticket = Number(last!.ticket) + 1;
  await sql.execute(
    `INSERT INTO rexflow_line (app_key, ticket, request_id) VALUES ${keys.map(() => '(?, ?, ?)').join(', ')}`,
    keys.flatMap((key) => [key, ticket, id]),
  );
}

/** Nothing was done on any host: what a request comes to that never got its turn. */
function untouched(request: RequestRecord, outcome: Settlement['outcome'], trouble: Trouble): Settlement {
  const apps = request.apps.map(({ app }) => ({
    appKey: app.appKey,
    outcome: 'skipped' as const,
    standing: request.recorded ? ('old' as const) : null,
    step: null,
    trouble: null,
    facts: {},
  }));
  return { outcome, trouble: trouble.report(), apps, facts: {} };
}

async function endInLine(
  sql: Statements,
  news: Told[],
  tables: Settling,
  place: InLine,
  outcome: Settlement['outcome'],
  trouble: Trouble,
): Promise<void> {
  const request = (await readRequest(sql, place.requestId))!;
  await storeSettlement(sql, news, tables, request.id, null, untouched(request, outcome, trouble));
  await leave(sql, place);
}

/** Settles the waiting requests of the same action whose apps are all among those of a newer request. */
export async function supersede(
  sql: Statements,
  news: Told[],
  tables: Settling,
  newer: { id: string; action: string; caller: string; keys: readonly string[] },
): Promise<void> {
  for (const place of await lineOf(sql, newer.keys)) {
    if (!place.apps.every((key) => newer.keys.includes(key))) continue;
    const [row] = await sql.query<{ action: string }>('SELECT action FROM rexflow_requests WHERE id = ?', [
      place.requestId,
    ]);
    if (row?.action !== newer.action) continue;
    const trouble = new Trouble('SUPERSEDED', { by: newer.id, caller: newer.caller });
    await endInLine(sql, news, tables, place, 'superseded', trouble);
  }
}

/**
 * Cancels a request that waits in line, with its line of the audit: it is settled at once. Gives the ids of those let in by that, which are to be
 * submitted, or null when it does not wait (any more).
 */
export async function leaveLine(db: Database, tables: Settling, id: string, by: string): Promise<string[] | null> {
  const rows = await db.query<{ app_key: string }>('SELECT app_key FROM rexflow_line WHERE request_id = ?', [id]);
  if (rows.length === 0) return null;
  const keys = rows.map((row) => row.app_key);
  const { value: left, granted } = await besideLine(db, tables, keys, 'repeat', async (sql, news, doubt) => {
    const place = (await lineOf(sql, keys)).find((one) => one.requestId === id);
    if (!place) return doubt && (await readRequest(sql, id))?.cancelledBy === by;
    await sql.execute('UPDATE rexflow_requests SET cancelled_by = COALESCE(cancelled_by, ?) WHERE id = ?', [by, id]);
    await sql.execute(...auditing([{ user: by, action: 'cancel', job: id, details: {} }]));
    news.push({ requestId: id, kind: 'cancelled', data: { by } });
    await endInLine(sql, news, tables, place, 'cancelled', new Trouble('CANCELLED', { by }));
    return true;
  });
  return left ? granted : null;
}

/** How a request in line stands, or null when it is not in line. */
export async function waiting(sql: Database, tables: Tables, id: string): Promise<Waiting | null> {
  const rows = await sql.query<{ app_key: string; ticket: number }>(
    'SELECT app_key, ticket FROM rexflow_line WHERE request_id = ? ORDER BY app_key',
    [id],
  );
  if (rows.length === 0) return null;
  const ticket = Number(rows[0]!.ticket);
  const keys = rows.map((row) => row.app_key);
  const before = (await lineOf(sql, keys)).filter((one) => one.requestId !== id && one.ticket < ticket);
  return { for: await obstacle(sql, tables, keys, { but: id, ticket, now: sql.now() }), position: before.length + 1 };
}
