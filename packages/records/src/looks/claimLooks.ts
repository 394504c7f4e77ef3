import { filledUp, placeholders, type Statements } from '#mysql';
import { fromUtc } from '../base/times.js';
import { isAtWork } from './atWork.js';

/** A host that is due, and whose look is the caller's for as long as it claimed. */
export interface DueHost {
  host: string;
  /** Looks in a row that did not get there. */
  failures: number;
  apps: KnownApp[];
}

/** What is known of an app of a host that is due. */
export interface KnownApp {
  app: string;
  /** A request is at work on it. */
  held: boolean;
  /** Why it failed when it was looked at last; null where it did not. */
  failing: string | null;
  /** Somebody had it stopped: that it does not run is meant. */
  stopped: boolean;
  knownAt: Date;
  /** When its drift was last asked for. */
  driftTriedAt: Date | null;
}

/** Whose look this is: `claim` is drawn anew each time, after `seconds` the host is anybody's again. */
export interface LookClaim {
  claim: string;
  most: number;
  seconds: number;
  /** Only hosts that have been due for so long. */
  overdueSeconds?: number;
}

/**
 * Claims hosts that are due, the one that waited longest first: of several workers that claim at once each gets others, and what
 * one that died had claimed is due again by itself.
 */
export async function claimLooks(
  sql: Statements,
  { claim, most, seconds, overdueSeconds = 0 }: LookClaim,
): Promise<DueHost[]> {
  const due = await sql.query<{ host: string }>(
    `SELECT host FROM rexflow_looks WHERE host <> '' AND next_at <= UTC_TIMESTAMP(3) - INTERVAL ? SECOND
     ORDER BY next_at LIMIT ${Math.trunc(most)}`,
    [overdueSeconds],
  );
  if (due.length === 0) return [];
  const hosts = filledUp(due.map(({ host }) => host));
  const { affectedRows } = await sql.execute(
    `UPDATE rexflow_looks SET claim = ?, next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
     WHERE host IN (${placeholders(hosts)}) AND next_at <= UTC_TIMESTAMP(3)`,
    [claim, seconds, ...hosts],
  );
  if (affectedRows === 0) return [];
  const rows = await sql.query<{
    host: string;
    failures: number;
    app_key: string | null;
    failing: string | null;
    stopped: number;
    known_at: string;
    drift_tried_at: string | null;
    held: number;
  }>(
    `SELECT l.host, l.failures, s.app_key, s.failing, s.stopped_at IS NOT NULL AS stopped, s.known_at, s.drift_tried_at, ${isAtWork('s.app_key')} AS held
     FROM rexflow_looks l LEFT JOIN rexflow_seen s ON s.host = l.host
     WHERE l.host IN (${placeholders(hosts)}) AND l.claim = ?`,
    [...hosts, claim],
  );
  const claimed = new Map<string, DueHost>();
  for (const { host, failures, ...row } of rows) {
    const one = claimed.get(host) ?? { host, failures: Number(failures), apps: [] };
    claimed.set(host, one);
    if (row.app_key === null) continue;
    one.apps.push({
      app: row.app_key,
      held: Number(row.held) === 1,
      failing: row.failing,
      stopped: Number(row.stopped) === 1,
      knownAt: fromUtc(row.known_at),
      driftTriedAt: row.drift_tried_at === null ? null : fromUtc(row.drift_tried_at),
    });
  }
  return [...claimed.values()];
}

/** Keeps a host that is claimed for so many seconds more: its look takes longer. */
export async function holdLook(sql: Statements, host: string, claim: string, seconds: number): Promise<void> {
  await sql.execute(
    'UPDATE rexflow_looks SET next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND WHERE host = ? AND claim = ?',
    [seconds, host, claim],
  );
}

/**
 * Lets these hosts be looked at next: something was done there that no record tells the outcome of. With `away` only those nobody
 * got into.
 */
export async function lookSoon(sql: Statements, hosts: readonly string[], { away } = { away: false }): Promise<void> {
  if (hosts.length === 0) return;
  const bound = filledUp(hosts);
  await sql.execute(
    `UPDATE rexflow_looks SET next_at = LEAST(next_at, UTC_TIMESTAMP(3))
     WHERE host IN (${placeholders(bound)})${away ? ' AND failures > 0' : ''}`,
    bound,
  );
}
