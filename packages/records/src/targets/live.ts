import {
  releaseStampIn,
  type Outcome,
  type Provenance,
  type RunningRelease,
  type ServiceAppFindings,
  type Standing,
} from '#contract';
import { filledUp, type Statements, placeholders } from '#mysql';
import { fromUtc } from '../base/times.js';
import { originsOf } from '../requests/attempts.js';
import {
  isMeant,
  provenanceColumns,
  toProvenance,
  type ProvenanceFilter,
  type ProvenanceRow,
} from '../requests/provenance.js';
import { appsThatRan } from '../requests/storeProvenance.js';

/** The live release of an app by the records; no host is asked. */
export interface LiveTarget {
  /** The release or rollback that made it live. */
  requestId: string;
  stamp: string;
  /** The release that runs: of a rollback the one it went back to, of a retry the one that was to be done again. */
  release: RunningRelease;
  program: string | null;
  config: string | null;
  provenance: Provenance;
  since: Date;
  /** When a request that switched it, or tried to, last ended. */
  seenAt: Date;
  /** Nothing since has left it down or unknown; an app left down is well again when it has been started by the service action. */
  good: boolean;
}

interface Row extends ProvenanceRow {
  app_key: string;
  request_id: string;
  stamp: string;
  program_after: string | null;
  config_after: string | null;
  settled_at: string;
  seen_at: string;
  /** The release that made the directories; null for one of the original's. */
  made_by: string | null;
  last: Standing;
  /** Facts of the newest service action after an app was left down; null when there is none. */
  served: string | null;
}

/** True when an app runs well after its newest release, or after the service action that followed one which left it down. */
function isWell({ last, served }: Row): boolean {
  if (last === 'new' || last === 'restored') return true;
  return served !== null && Number((JSON.parse(served) as Partial<ServiceAppFindings>).after) > 0;
}

/**
 * The newest randomStr of an app `a` with one of these standings. A randomStr begins with the time, so the greatest is the newest. Each
 * app is looked at from its newest release on: the history of an installation grows, the cost of this query does not.
 */
const newest = (standings: string, counts = "r.state = 'settled'"): string =>
  `SELECT STRAIGHT_JOIN h.random_str FROM rexflow_host_releases h FORCE INDEX (newest)
   JOIN rexflow_requests r ON r.id = h.request_id
   WHERE h.app_key = a.app_key AND h.standing IN (${standings}) AND ${counts} AND (r.recorded = 1 OR h.standing = 'removed')
   ORDER BY h.random_str DESC LIMIT 1`;

/** What made something live, or took all of it away: of an app that was removed nothing is live. */
const cameOrWent = "'new', 'removed'";

/** The version that is live on each app, as far as it is known: of all that liveReleases tells the cheapest to ask. */
export async function liveVersions(sql: Statements): Promise<Map<string, string>> {
  const rows = await sql.query<{ app_key: string; version: string }>(
    `SELECT h.app_key, h.version FROM rexflow_leases a JOIN rexflow_host_releases h ON h.random_str = (${newest(cameOrWent)})
     WHERE h.standing = 'new' AND h.version IS NOT NULL`,
  );
  return new Map(rows.map((row) => [row.app_key, row.version]));
}

/** The release that runs where each of these rows says, by the release's own id. */
async function runningOf(sql: Statements, rows: readonly Row[]): Promise<(row: Row) => RunningRelease> {
  const ids = rows.flatMap(({ made_by: id }) => (id === null ? [] : [id]));
  const origins = await originsOf(sql, [...new Set(ids)]);
  return ({ made_by: id, program_after: program }) =>
    (id === null ? undefined : origins.get(id)) ?? { id, stamp: releaseStampIn(program ?? '') ?? '' };
}

/**
 * The newest release or rollback that made something live and running, by app; only of `keys` where they are given. The request
 * `settling` counts as if it were settled.
 */
export async function liveReleases(
  sql: Statements,
  keys: readonly string[] | null = null,
  settling = '',
): Promise<Map<string, LiveTarget>> {
  const counts = "(r.state = 'settled' OR r.id = ?)";
  // One that found the application as it was asked to be (status 0) has neither started nor checked it.
  const served = `SELECT s.facts FROM rexflow_host_releases s FORCE INDEX (newest)
     JOIN rexflow_requests q ON q.id = s.request_id
     WHERE s.app_key = h.app_key AND s.random_str > l.random_str AND q.action = 'service' AND q.state = 'settled'
       AND s.vote = 'done' AND JSON_EXTRACT(s.facts, '$.status') <> 0
     ORDER BY s.random_str DESC LIMIT 1`;
  // Its directories are named by the stamp of the release that made them, wherever they were moved: no app has two of one stamp.
  const maker = `SELECT m.request_id FROM rexflow_host_releases m FORCE INDEX (newest)
     JOIN rexflow_requests q ON q.id = m.request_id
     WHERE m.app_key = h.app_key AND m.random_str < h.random_str AND q.action = 'release'
       AND q.stamp = RIGHT(h.program_after, 15)
     ORDER BY m.random_str DESC LIMIT 1`;
  if (keys?.length === 0) return new Map();
  const values = keys === null ? [] : filledUp(keys);
  const some = keys === null ? '' : `WHERE a.app_key IN (${placeholders(values)})`;
  const rows = await sql.query<Row>(
    `SELECT h.app_key, h.request_id, r.stamp, h.program_after, h.config_after,
            COALESCE(r.settled_at, UTC_TIMESTAMP(3)) AS settled_at, COALESCE(n.settled_at, UTC_TIMESTAMP(3)) AS seen_at,
            ${provenanceColumns.map((column) => `h.${column}`).join(', ')},
            IF(r.action = 'release', r.id, (${maker})) AS made_by,
            l.standing AS last, IF(l.standing = 'down', (${served}), NULL) AS served
     FROM (SELECT (${newest(cameOrWent, counts)}) AS good, (${newest("'new', 'restored', 'down', 'unknown'", counts)}) AS newest
           FROM rexflow_leases a ${some}) AS app
     JOIN rexflow_host_releases h ON h.random_str = app.good AND h.standing = 'new'
     JOIN rexflow_requests r ON r.id = h.request_id
     JOIN rexflow_host_releases l ON l.random_str = app.newest
     JOIN rexflow_requests n ON n.id = l.request_id`,
    [settling, settling, ...values],
  );
  const running = await runningOf(sql, rows);
  const live = rows.map((row): [string, LiveTarget] => [
    row.app_key,
    {
      requestId: row.request_id,
      stamp: row.stamp,
      release: running(row),
      program: row.program_after,
      config: row.config_after,
      provenance: toProvenance(row),
      since: fromUtc(row.settled_at),
      seenAt: fromUtc(row.seen_at),
      good: isWell(row),
    },
  ]);
  return new Map(live);
}

/** The live releases of the apps that run a version or commit now, by app; only of `keys` where they are given. */
export async function runningReleases(
  sql: Statements,
  filter: ProvenanceFilter,
  keys: readonly string[] | null = null,
): Promise<Map<string, LiveTarget>> {
  const ran = await appsThatRan(sql, filter);
  const live = await liveReleases(sql, keys === null ? ran : ran.filter((key) => keys.includes(key)));
  return new Map([...live].filter(([, { provenance }]) => isMeant(provenance, filter)));
}

/** How a release of an app ended, and what the app got by it. */
export interface Ending {
  outcome: Outcome | null;
  at: Date | null;
  provenance: Provenance;
}

/** How the newest releases of an app ended, by randomStr. */
export async function endings(sql: Statements, appKey: string): Promise<Map<string, Ending>> {
  const rows = await sql.query<
    ProvenanceRow & { random_str: string; outcome: Outcome | null; settled_at: string | null }
  >(
    `SELECT h.random_str, r.outcome, r.settled_at, ${provenanceColumns.map((column) => `h.${column}`).join(', ')}
     FROM rexflow_host_releases h
     JOIN rexflow_requests r ON r.id = h.request_id WHERE h.app_key = ? AND r.recorded = 1
     ORDER BY h.random_str DESC LIMIT 500`,
    [appKey],
  );
  return new Map(
    rows.map((row) => [
      row.random_str,
      {
        outcome: row.outcome,
        at: row.settled_at === null ? null : fromUtc(row.settled_at),
        provenance: toProvenance(row),
      },
    ]),
  );
}
