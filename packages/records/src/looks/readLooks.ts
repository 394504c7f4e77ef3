import type { DriftFindings, DriftState, ServiceSeen, ServiceStopped, Statement, Warning } from '#contract';
import { filledUp, placeholders, type Statements } from '#mysql';
import { fromUtc } from '../base/times.js';
import { isAtWork } from './atWork.js';
import { serviceIn } from './storeServices.js';

/** The looks at a host, as far as there were any. */
export interface LookedHost {
  host: string;
  /** When somebody last tried to look at it, was in, and left apps alone since a request was at work on them. */
  triedAt: Date | null;
  seenAt: Date | null;
  busyAt: Date | null;
  /** Why the last try did not get in; null where it did. */
  trouble: { code: string; message: string; details?: Readonly<Record<string, unknown>> } | null;
}

/** The last look at an app. */
export interface LookedApp {
  app: string;
  host: LookedHost;
  /** A request is at work on it, so that looks leave it alone. */
  held: boolean;
  /** Null where nobody was in yet. */
  seenAt: Date | null;
  since: Date | null;
  program: string | null;
  stamp: string | null;
  failing: Warning | null;
  drift: { at: Date; state: DriftState } | null;
  service: (ServiceSeen & { at: Date }) | null;
  /** Who had it stopped, where nobody had it started since. */
  stopped: ServiceStopped | null;
}

interface HostRow {
  host: string;
  tried_at: string | null;
  host_seen_at: string | null;
  busy_at: string | null;
  trouble: string | null;
}

interface AppRow extends HostRow {
  app_key: string;
  held: number;
  seen_at: string | null;
  since: string | null;
  program: string | null;
  stamp: string | null;
  failing: string | null;
  failing_statement: string | null;
  drift_at: string | null;
  drift_state: DriftState | null;
  service: string | null;
  service_at: string | null;
  stopped_at: string | null;
  stopped_by: string;
  stopped_job: string;
}

const dateOf = (text: string | null): Date | null => (text === null ? null : fromUtc(text));

const toHost = (row: HostRow): LookedHost => ({
  host: row.host,
  triedAt: dateOf(row.tried_at),
  seenAt: dateOf(row.host_seen_at),
  busyAt: dateOf(row.busy_at),
  trouble: row.trouble === null ? null : (JSON.parse(row.trouble) as LookedHost['trouble']),
});

const hostColumns = 'l.host, l.tried_at, l.seen_at AS host_seen_at, l.busy_at, l.trouble';

/** The last looks at these hosts, by host; those nobody ever tried to look at are left out. */
export async function lookedHosts(sql: Statements, hosts: readonly string[]): Promise<Map<string, LookedHost>> {
  if (hosts.length === 0) return new Map();
  const bound = filledUp(hosts);
  const rows = await sql.query<HostRow>(
    `SELECT ${hostColumns} FROM rexflow_looks l
     WHERE l.host IN (${placeholders(bound)}) AND COALESCE(l.tried_at, l.busy_at) IS NOT NULL`,
    bound,
  );
  return new Map(rows.map((row) => [row.host, toHost(row)]));
}

/** The last looks at these apps, by app; those nobody ever tried to look at are left out. */
export async function lookedApps(sql: Statements, keys: readonly string[]): Promise<Map<string, LookedApp>> {
  if (keys.length === 0) return new Map();
  const bound = filledUp(keys);
  const rows = await sql.query<AppRow>(
    `SELECT ${hostColumns}, s.app_key, ${isAtWork('s.app_key')} AS held, s.seen_at, s.since, s.program, s.stamp, s.failing, s.failing_statement, s.drift_at,
       s.service, s.service_at, s.stopped_at, s.stopped_by, s.stopped_job,
       JSON_UNQUOTE(JSON_EXTRACT(s.drift, '$.state')) AS drift_state
     FROM rexflow_seen s JOIN rexflow_looks l ON l.host = s.host
     WHERE s.app_key IN (${placeholders(bound)}) AND COALESCE(l.tried_at, l.busy_at) IS NOT NULL`,
    bound,
  );
  return new Map(
    rows.map((row) => [
      row.app_key,
      {
        app: row.app_key,
        host: toHost(row),
        held: Number(row.held) === 1,
        seenAt: dateOf(row.seen_at),
        since: dateOf(row.since),
        program: row.program,
        stamp: row.stamp,
        failing: row.failing_statement === null ? row.failing : (JSON.parse(row.failing_statement) as Statement),
        drift:
          row.drift_state === null || row.drift_at === null
            ? null
            : { at: fromUtc(row.drift_at), state: row.drift_state },
        service: serviceIn(row.service, row.service_at),
        stopped:
          row.stopped_at === null
            ? null
            : { by: row.stopped_by, at: fromUtc(row.stopped_at), release: row.stopped_job },
      },
    ]),
  );
}

/** All that the last comparison of each of these apps found, by app: for a page of apps, since it may name many files. */
export async function lookedDrifts(
  sql: Statements,
  keys: readonly string[],
): Promise<Map<string, DriftFindings & { at: Date }>> {
  if (keys.length === 0) return new Map();
  const bound = filledUp(keys);
  const rows = await sql.query<{ app: string; at: string; drift: string }>(
    `SELECT app_key AS app, drift_at AS at, drift FROM rexflow_seen
     WHERE app_key IN (${placeholders(bound)}) AND drift IS NOT NULL AND drift_at IS NOT NULL`,
    bound,
  );
  return new Map(rows.map(({ app, at, drift }) => [app, { ...(JSON.parse(drift) as DriftFindings), at: fromUtc(at) }]));
}

/** How often hosts are looked at, and what time it is. */
export interface Looking {
  /** `fleet.look`; with 0 the records alone count. */
  seconds: number;
  now: Date;
  /** Apps whose host is out of service: whether they run is nobody's worry. */
  resting?: ReadonlySet<string>;
}

/** Looks that may be missed before nobody knows any more. */
const missed = 3;

/** Milliseconds for which what was seen counts. */
export const believedFor = ({ seconds }: Pick<Looking, 'seconds'>): number => missed * seconds * 1000;

/** Milliseconds a request may be at work on something until nobody knows any more how it is. */
const mostBusyMs = 3_600_000;

/** Until when it is known how something is: what requests are at work on counts as seen, since they tell what they do, but not for ever. */
export function lastKnown(seenAt: Date | null, busyAt: Date | null): Date | null {
  if (seenAt === null || busyAt === null || busyAt <= seenAt) return seenAt;
  return new Date(Math.min(busyAt.getTime(), seenAt.getTime() + mostBusyMs));
}

/** How far the looks are. */
export interface LookFigures {
  hosts: number;
  /** Of which somebody was in within the time asked for. */
  seen: number;
  /** Age in seconds of the look at the host that was seen longest ago, of those that were ever seen; 0 where there is none. */
  oldestSeconds: number;
  /** How long the host that waits longest for its look is overdue. */
  lateSeconds: number;
  /** Apps that were found not to run, or not well. */
  failing: number;
  /** Apps that somebody had stopped, and nobody had started since. */
  stopped: number;
}

/** How far the looks are. */
export async function lookFigures(sql: Statements, looking: Pick<Looking, 'seconds'>): Promise<LookFigures> {
  const [[hosts], [apps]] = await Promise.all([
    sql.query<Record<'hosts' | 'seen' | 'oldest' | 'late', number | null>>(
      `SELECT COUNT(*) AS hosts, SUM(seen_at >= UTC_TIMESTAMP(3) - INTERVAL ? SECOND) AS seen,
         TIMESTAMPDIFF(MICROSECOND, MIN(seen_at), UTC_TIMESTAMP(3)) / 1000000 AS oldest,
         TIMESTAMPDIFF(MICROSECOND, MIN(next_at), UTC_TIMESTAMP(3)) / 1000000 AS late
       FROM rexflow_looks WHERE host <> ''`,
      [believedFor(looking) / 1000],
    ),
    sql.query<Record<'failing' | 'stopped', number | null>>(
      'SELECT SUM(failing IS NOT NULL) AS failing, SUM(stopped_at IS NOT NULL) AS stopped FROM rexflow_seen',
    ),
  ]);
  const number = (value: number | null | undefined): number => Math.max(0, Number(value ?? 0));
  return {
    hosts: number(hosts?.hosts),
    seen: number(hosts?.seen),
    oldestSeconds: number(hosts?.oldest),
    lateSeconds: number(hosts?.late),
    failing: number(apps?.failing),
    stopped: number(apps?.stopped),
  };
}
