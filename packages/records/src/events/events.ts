import type { EventKind } from '#contract';
import type { ErrorReport } from '#contract';
import type { Database, IfUnknown, Statements, Transaction, Value } from '#mysql';
import { fromUtc } from '../base/times.js';

/** One event of a release, to be stored. */
export interface NewEvent {
  requestId: string;
  appKey?: string | null;
  kind: EventKind;
  data?: Record<string, unknown>;
}

/** An event as it was stored. */
export interface StoredEvent {
  id: number;
  at: Date;
  requestId: string;
  appKey: string | null;
  /** `log` is the output of a program, which belongs to the log only. */
  kind: EventKind | 'log';
  data: Record<string, unknown>;
}

interface Row {
  id: number;
  at: string;
  request_id: string;
  app_key: string | null;
  kind: EventKind | 'log';
  data: string;
}

/**
 * Stores events, last in the transaction they report, all in one statement: from its number on an
 * event keeps the readers of all others waiting, and one whose transaction takes longer than they wait is passed over.
 */
export function addEvent(sql: Transaction, ...news: readonly NewEvent[]): void {
  if (news.length === 0) return;
  sql.last(
    `INSERT INTO rexflow_events (request_id, app_key, kind, at, data)
     VALUES ${news.map(() => '(?, ?, ?, UTC_TIMESTAMP(3), ?)').join(', ')}`,
    news.flatMap(({ requestId, appKey = null, kind, data = {} }): Value[] => [
      requestId,
      appKey,
      kind,
      JSON.stringify(data),
    ]),
  );
}

/** Stores events by themselves, behind what they report. */
export async function tellEvents(db: Database, ...news: readonly NewEvent[]): Promise<void> {
  await db.transaction('repeat', (sql) => {
    addEvent(sql, ...news);
    return Promise.resolve();
  });
}

/** Runs work in a transaction that stores the events work has added; for `ifUnknown` and `doubt` see Database. */
export async function withEvents<T>(
  db: Database,
  ifUnknown: IfUnknown,
  work: (sql: Transaction, news: NewEvent[], doubt: boolean) => Promise<T>,
): Promise<T> {
  return await db.transaction(ifUnknown, async (sql, doubt) => {
    const news: NewEvent[] = [];
    const value = await work(sql, news, doubt);
    addEvent(sql, ...news);
    return value;
  });
}

/** An error as an event reports it; the rest of it is in the records. */
export const inBrief = (trouble: ErrorReport | null): { code: string; message: string } | null =>
  trouble === null ? null : { code: trouble.code, message: trouble.message };

/** An event that was found anew. */
export interface FoundEvent {
  event: StoredEvent;
  /** Its age in milliseconds, by the clock that dated it. */
  ageMs: number;
  /** Length of its data in characters. */
  size: number;
}

/** The events after a number, of all releases and of every kind, in their order. */
export async function newEvents(sql: Statements, after: number, limit: number): Promise<FoundEvent[]> {
  const rows = await sql.query<Row & { age: number }>(
    `SELECT id, at, request_id, app_key, kind, data, TIMESTAMPDIFF(MICROSECOND, at, UTC_TIMESTAMP(3)) AS age
     FROM rexflow_events WHERE id > ? ORDER BY id LIMIT ${Math.trunc(limit)}`,
    [after],
  );
  return rows.map((row) => ({ event: toEvent(row), ageMs: Number(row.age) / 1000, size: row.data.length }));
}

const toEvent = (row: Row): StoredEvent => ({
  id: Number(row.id),
  at: fromUtc(row.at),
  requestId: row.request_id,
  appKey: row.app_key,
  kind: row.kind,
  data: JSON.parse(row.data) as Record<string, unknown>,
});

/** The number of the newest event; 0 when there is none. */
export async function lastEvent(sql: Statements): Promise<number> {
  const [row] = await sql.query<{ id: number | null }>('SELECT MAX(id) AS id FROM rexflow_events');
  return Number(row?.id ?? 0);
}

/** The events that are asked for. */
export interface EventsAsked {
  /** Null for all releases. */
  requestId: string | null;
  after: number;
  upTo: number;
  limit: number;
  /** With the output of programs. */
  log?: boolean;
  /** Only those of this app, and of no app at all. */
  appKey?: string | null;
}

/** Events with numbers above `after` up to `upTo`, in their order; of one release where that is given. */
export async function listEvents(
  sql: Statements,
  { requestId, after, upTo, limit, log = false, appKey = null }: EventsAsked,
): Promise<StoredEvent[]> {
  const of = requestId === null ? '' : 'request_id = ? AND ';
  const kinds = log ? '' : "kind <> 'log' AND ";
  const by = appKey === null ? '' : '(app_key = ? OR app_key IS NULL) AND ';
  const rows = await sql.query<Row>(
    `SELECT id, at, request_id, app_key, kind, data FROM rexflow_events
     WHERE ${of}${kinds}${by}id > ? AND id <= ? ORDER BY id LIMIT ${Math.trunc(limit)}`,
    [...(requestId === null ? [] : [requestId]), ...(appKey === null ? [] : [appKey]), after, upTo],
  );
  return rows.map(toEvent);
}

/** Removes ten thousand events at most of those older than `days`; gives how many. */
export async function pruneEvents(sql: Statements, days: number): Promise<number> {
  const { affectedRows } = await sql.execute(
    'DELETE FROM rexflow_events WHERE at < UTC_TIMESTAMP(3) - INTERVAL ? DAY LIMIT 10000',
    [days],
  );
  return affectedRows;
}
