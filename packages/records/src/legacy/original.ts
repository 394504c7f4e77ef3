import { placeholders, type Statements } from '#mysql';
import { localTime } from '../base/times.js';
import type { Tables } from '../base/settings.js';

/** The original at work on an app: its lock, which none of our leases explains. */
export interface OriginalLock {
  app: string;
  people: string;
  /** As its table has it: in the time zone of the environment, in which this process runs as well. */
  since: string;
}

/** Its lock counts for so long; an older one was left behind. */
const countsForMs = 3_600_000;

/** Between these lies the `start_time` of a lock that counts: not older, and not so far ahead as no clock of it should be. */
export function counting(now: Date): [after: string, before: string] {
  const at = (ms: number): string => localTime(new Date(now.getTime() + ms));
  return [at(-countsForMs), at(countsForMs)];
}

/** The apps of `pre_deploy_status`: those it has a row of, and those whose row says that they were begun lately. */
export interface Shown {
  known: ReadonlySet<string>;
  begun: ReadonlyMap<string, OriginalLock>;
}

/** Reads Shown for apps. An app that was begun lately without a lease of ours was begun by the original. */
export async function shownAmong(
  sql: Statements,
  { status }: Tables,
  keys: readonly string[],
  now: Date,
): Promise<Shown> {
  const rows = await sql.query<{ app: string; people: string | null; since: string | null; counts: number }>(
    `SELECT deploy_key AS app, deploy_people AS people, start_time AS since,
       COALESCE(status = 1 AND start_time > ? AND start_time < ?, 0) AS counts
     FROM \`${status}\` WHERE deploy_key IN (${placeholders(keys)}) ORDER BY start_time`,
    [...counting(now), ...keys],
  );
  // MySQL compares without regard to case, which names apart.
  const begun = rows.filter(({ app, counts }) => Number(counts) === 1 && keys.includes(app));
  return {
    known: new Set(rows.map(({ app }) => app)),
    begun: new Map(begun.map(({ app, people, since }) => [app, { app, people: people ?? '', since: since! }])),
  };
}

/** The apps among these that the original is changing, and no request of ours, by app. */
export async function originalLocks(
  sql: Statements,
  tables: Tables,
  keys: readonly string[],
  now: Date,
): Promise<OriginalLock[]> {
  if (keys.length === 0) return [];
  const [{ begun }, held] = await Promise.all([
    shownAmong(sql, tables, keys, now),
    sql.query<{ app_key: string }>(
      `SELECT app_key FROM rexflow_leases WHERE app_key IN (${placeholders(keys)}) AND request_id IS NOT NULL`,
      keys,
    ),
  ]);
  const ours = new Set(held.map((row) => row.app_key));
  return [...begun.values()].filter(({ app }) => !ours.has(app)).sort((a, b) => (a.app < b.app ? -1 : 1));
}
