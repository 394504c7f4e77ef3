import { commonProvenance, groupSeen, type GroupSeen, type Provenance, type SourceSeen } from '#contract';
import { filledUp, placeholders, type Statements } from '#mysql';
import { originalsSeen } from '../legacy/originalSeen.js';
import type { Tables } from '../base/settings.js';
import type { Looking } from '../looks/readLooks.js';
import { appFromRecords, appsSeen } from './appsSeen.js';
import type { LiveTarget } from './live.js';

/** The release that most apps of a group run. */
export interface MainRelease {
  /** Job id of what made it live; null where rexflow did not. */
  id: string | null;
  stamp: string;
  provenance: Provenance;
  since: Date;
  by: string | null;
  /** The programs of other environments it was taken from: environment, and stamp of the release that ran there. */
  takenFrom: { environment: string; stamp: string | null }[];
}

/** What a group runs, by the records of its environment. */
export interface RunningGroup {
  seen: GroupSeen;
  main: MainRelease | null;
  /** What runs, the most first. */
  shares: { provenance: Provenance; stamp: string; apps: number }[];
}

interface RequestRow {
  id: string;
  caller: string;
  sources: string | null;
}

/** Who asked for these requests, and where they took their programs from. */
async function requestsBehind(sql: Statements, ids: readonly string[]): Promise<Map<string, RequestRow>> {
  if (ids.length === 0) return new Map();
  const values = filledUp(ids);
  const rows = await sql.query<RequestRow>(
    `SELECT id, caller, JSON_EXTRACT(facts, '$.sources') AS sources FROM rexflow_requests WHERE id IN (${placeholders(values)})`,
    values,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function takenFrom(sources: string | null | undefined): MainRelease['takenFrom'] {
  const seen = JSON.parse(sources ?? '[]') as SourceSeen[] | null;
  return (seen ?? []).map(({ environment, drift }) => ({ environment, stamp: drift.release }));
}

function runningGroup(
  seen: GroupSeen,
  live: ReadonlyMap<string, LiveTarget>,
  behind: ReadonlyMap<string, RequestRow>,
): RunningGroup {
  const targets = (apps: readonly string[]): LiveTarget[] => apps.flatMap((app) => live.get(app) ?? []);
  const known = (apps: readonly string[]): Provenance => commonProvenance(targets(apps).map((one) => one.provenance));
  const shares = seen.releases.map(({ stamp, apps }) => ({ provenance: known(apps), stamp, apps: apps.length }));
  const [most] = seen.releases;
  const newest = most && targets(most.apps).reduce((one, other) => (other.since > one.since ? other : one));
  if (!most || !newest) return { seen, main: null, shares };
  const made = behind.get(newest.release.id ?? '');
  const main: MainRelease = {
    ...{ id: most.release, stamp: most.stamp, provenance: known(most.apps), since: newest.since },
    by: behind.get(newest.requestId)?.caller ?? null,
    takenFrom: takenFrom(made?.sources),
  };
  return { seen, main, shares };
}

/** What groups run by the records of rexflow and by looks, whichever is newer, with who released it. */
export async function groupsRunning(
  sql: Statements,
  groups: ReadonlyMap<string, readonly string[]>,
  looking: Looking | null = null,
): Promise<Map<string, RunningGroup>> {
  const found = await appsSeen(sql, [...groups.values()].flat(), looking);
  const live = new Map([...found].flatMap(([app, one]) => (one.live ? [[app, one.live] as const] : [])));
  const ids = [...live.values()].flatMap(({ requestId, release }) => [requestId, release.id ?? requestId]);
  const behind = await requestsBehind(sql, [...new Set(ids)]);
  return new Map(
    [...groups].map(([name, apps]) => {
      const seen = groupSeen(apps.map((app) => found.get(app)!.seen));
      return [name, runningGroup(seen, live, behind)];
    }),
  );
}

const needed = ['rexflow_requests', 'rexflow_host_releases', 'rexflow_leases'];

/** What groups of another environment run: by its rexflow, or by RexDeployV3 where it has none. */
export async function runningElsewhere(
  sql: Statements,
  tables: Tables,
  groups: ReadonlyMap<string, readonly string[]>,
): Promise<{ origin: 'recorded' | 'original'; groups: Map<string, RunningGroup> }> {
  const found = await sql.query(
    `SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (${placeholders(needed)})`,
    needed,
  );
  if (found.length === needed.length) return { origin: 'recorded', groups: await groupsRunning(sql, groups) };
  const all = await originalsSeen(sql, tables, [...groups.values()].flat());
  const running = [...groups].map(([name, apps]): [string, RunningGroup] => {
    const seen = groupSeen(apps.map((app) => all.get(app)?.seen ?? appFromRecords(app)));
    const [most] = seen.releases;
    const newest = most && all.get(most.apps[0]!);
    const main = most &&
      newest && {
        ...{ id: null, stamp: most.stamp, provenance: {}, since: newest.seen.since, by: newest.by, takenFrom: [] },
      };
    const shares = seen.releases.map(({ stamp, apps: own }) => ({ provenance: {}, stamp, apps: own.length }));
    return [name, { seen, main: main ?? null, shares }];
  });
  return { origin: 'original', groups: new Map(running) };
}
