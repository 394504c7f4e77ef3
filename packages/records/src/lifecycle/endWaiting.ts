import { CodedError, type Settlement } from '#contract';
import type { Database, Statements } from '#mysql';
import { auditing } from '../events/audit.js';
import type { NewEvent } from '../events/events.js';
import { withQueueLock, leaveQueue, waitQueueOf, type QueueEntry } from '../queue/waitQueue.js';
import { readRequest } from '../requests/requests.js';
import { storeSettlement } from './settle.js';
import type { RequestRecord } from '../base/types.js';
import type { Settling } from '../base/settings.js';

/** The settlement of a request that was never granted: nothing was done on any host. */
function untouched(request: RequestRecord, outcome: Settlement['outcome'], trouble: CodedError): Settlement {
  const apps = request.apps.map(({ app }) => ({
    appKey: app.appKey,
    outcome: 'skipped' as const,
    standing: request.recorded ? ('old' as const) : null,
    step: null,
    trouble: null,
    facts: {},
  }));
  return { outcome, trouble: trouble.report(), apps, facts: request.facts };
}

async function endInLine(
  sql: Statements,
  news: NewEvent[],
  tables: Settling,
  place: QueueEntry,
  outcome: Settlement['outcome'],
  trouble: CodedError,
): Promise<void> {
  const request = (await readRequest(sql, place.requestId, tables))!;
  await storeSettlement(sql, news, tables, request.id, null, untouched(request, outcome, trouble));
  await leaveQueue(sql, place);
}

/** Settles the waiting requests of the same action whose apps are all among those of a newer request. */
export async function supersede(
  sql: Statements,
  news: NewEvent[],
  tables: Settling,
  newer: { id: string; action: string; caller: string; keys: readonly string[] },
): Promise<void> {
  for (const place of await waitQueueOf(sql, newer.keys)) {
    if (!place.apps.every((key) => newer.keys.includes(key))) continue;
    const [row] = await sql.query<{ action: string }>('SELECT action FROM rexflow_requests WHERE id = ?', [
      place.requestId,
    ]);
    if (row?.action !== newer.action) continue;
    const trouble = new CodedError('SUPERSEDED', { by: newer.id, caller: newer.caller });
    await endInLine(sql, news, tables, place, 'superseded', trouble);
  }
}

/**
 * Cancels a request in the wait queue, with its line of the audit: it is settled at once. Gives the ids of those granted by
 * that, which are to be submitted, or null when it does not wait (any more).
 */
export async function cancelWaiting(db: Database, tables: Settling, id: string, by: string): Promise<string[] | null> {
  const rows = await db.query<{ app_key: string }>('SELECT app_key FROM rexflow_line WHERE request_id = ?', [id]);
  if (rows.length === 0) return null;
  const keys = rows.map((row) => row.app_key);
  const { value: left, granted } = await withQueueLock(db, tables, keys, 'repeat', async (sql, news, doubt) => {
    const place = (await waitQueueOf(sql, keys)).find((one) => one.requestId === id);
    if (!place) return doubt && (await readRequest(sql, id, tables))?.cancelledBy === by;
    await sql.execute('UPDATE rexflow_requests SET cancelled_by = COALESCE(cancelled_by, ?) WHERE id = ?', [by, id]);
    await sql.execute(...auditing([{ user: by, action: 'cancel', job: id, details: {} }]));
    news.push({ requestId: id, kind: 'cancelled', data: { by } });
    await endInLine(sql, news, tables, place, 'cancelled', new CodedError('CANCELLED', { by }));
    return true;
  });
  return left ? granted : null;
}
