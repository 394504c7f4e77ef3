import { Trouble } from '#contract';
import type { Statements } from '#mysql';
import { fromUtc, localTime } from './times.js';

/** Who keeps a request from its apps: the one that holds an app, or one that came before it and waits for an app. */
export interface Obstacle {
  app: string;
  job: string;
  action: string;
  caller: string;
  since: Date;
  /** It has the lease; otherwise it is next in line. */
  holds: boolean;
}

interface Row {
  app_key: string;
  id: string | null;
  action: string | null;
  caller: string | null;
  since: string;
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

const toObstacle = (row: Row, holds: boolean): Obstacle => ({
  app: row.app_key,
  job: row.id ?? '',
  action: row.action ?? '',
  caller: row.caller ?? 'another request',
  since: fromUtc(row.since),
  holds,
});

/**
 * The first of the apps that is not to be had, and why, or null. `but` is the request that asks; one in line looks only
 * at those before its ticket.
 */
export async function obstacle(
  sql: Statements,
  keys: readonly string[],
  { but, ticket }: { but: string; ticket?: number | undefined },
): Promise<Obstacle | null> {
  const [holder] = await sql.query<Row>(
    `SELECT l.app_key, r.id, r.action, r.caller, COALESCE(l.since, UTC_TIMESTAMP(3)) AS since
     FROM rexflow_leases l LEFT JOIN rexflow_requests r ON r.id = l.request_id
     WHERE l.app_key IN (${marks(keys)}) AND l.request_id <> ? ORDER BY l.app_key LIMIT 1`,
    [...keys, but],
  );
  if (holder) return toObstacle(holder, true);
  return await firstInLine(sql, keys, but, ticket);
}

/** Who is next in line for the first of the apps that somebody waits for: before `ticket`, where one is given; or null. */
export async function firstInLine(
  sql: Statements,
  keys: readonly string[],
  but: string,
  ticket?: number,
): Promise<Obstacle | null> {
  const [waiting] = await sql.query<Row>(
    `SELECT n.app_key, r.id, r.action, r.caller, r.accepted_at AS since
     FROM rexflow_line n JOIN rexflow_requests r ON r.id = n.request_id
     WHERE n.app_key IN (${marks(keys)}) AND n.request_id <> ? AND (? IS NULL OR n.ticket < ?)
     ORDER BY n.app_key, n.ticket LIMIT 1`,
    [...keys, but, ticket ?? null, ticket ?? null],
  );
  return waiting ? toObstacle(waiting, false) : null;
}

/** The refusal of a request that does not wait. */
export function busy({ app, job, action, caller, since, holds }: Obstacle): Trouble {
  const details = { app, holder: caller, action, job, since: localTime(since) };
  return new Trouble('APP_BUSY', holds ? details : { ...details, line: 'yes' });
}
