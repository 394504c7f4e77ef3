import { CodedError } from '#contract';
import { placeholders, type Statements } from '#mysql';
import { originalLocks, type OriginalLock } from '../legacy/original.js';
import { fromUtc, localTime } from '../base/times.js';
import type { Blocker } from '../base/types.js';
import type { Tables } from '../base/settings.js';

interface Row {
  app_key: string;
  id: string | null;
  action: string | null;
  caller: string | null;
  since: string;
}

const toBlocker = (row: Row, holds: boolean): Blocker => ({
  app: row.app_key,
  job: row.id ?? '',
  action: row.action ?? '',
  caller: row.caller ?? 'another request',
  since: fromUtc(row.since),
  holds,
});

/**
 * The blocker of the first of the apps that is not free, or null. `but` is the request that asks; one in the wait queue looks
 * only at those before its ticket.
 */
export async function blockerOf(
  sql: Statements,
  tables: Tables,
  keys: readonly string[],
  { but, ticket, now }: { but: string; ticket?: number | undefined; now: Date },
): Promise<Blocker | null> {
  const [holder] = await sql.query<Row>(
    `SELECT l.app_key, r.id, r.action, r.caller, COALESCE(l.since, UTC_TIMESTAMP(3)) AS since
     FROM rexflow_leases l LEFT JOIN rexflow_requests r ON r.id = l.request_id
     WHERE l.app_key IN (${placeholders(keys)}) AND l.request_id <> ? ORDER BY l.app_key LIMIT 1`,
    [...keys, but],
  );
  if (holder) return toBlocker(holder, true);
  const [original] = await originalLocks(sql, tables, keys, now);
  if (original) return originalBlocker(original);
  return await firstInQueue(sql, keys, but, ticket);
}

/** The next in the wait queue of the first of the apps that a request waits for: before `ticket`, where one is given; or null. */
export async function firstInQueue(
  sql: Statements,
  keys: readonly string[],
  but: string,
  ticket?: number,
): Promise<Blocker | null> {
  const [waiting] = await sql.query<Row>(
    `SELECT n.app_key, r.id, r.action, r.caller, r.accepted_at AS since
     FROM rexflow_line n JOIN rexflow_requests r ON r.id = n.request_id
     WHERE n.app_key IN (${placeholders(keys)}) AND n.request_id <> ? AND (? IS NULL OR n.ticket < ?)
     ORDER BY n.app_key, n.ticket LIMIT 1`,
    [...keys, but, ticket ?? null, ticket ?? null],
  );
  return waiting ? toBlocker(waiting, false) : null;
}

/** The lock of the original as a blocker: it has no job and no action. */
export const originalBlocker = ({ app, people, since }: OriginalLock): Blocker => ({
  app,
  job: '',
  action: '',
  caller: people,
  since: new Date(since.replace(' ', 'T')),
  holds: true,
  original: since,
});

/** The error APP_BUSY of a request that does not wait. */
export function busyError({ app, job, action, caller, since, holds, original }: Blocker): CodedError {
  if (original !== undefined)
    return new CodedError('APP_BUSY', { app, holder: caller, since: original, original: 'yes' });
  const details = { app, holder: caller, action, job, since: localTime(since) };
  return new CodedError('APP_BUSY', holds ? details : { ...details, line: 'yes' });
}
