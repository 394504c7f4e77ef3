import type { AppView } from '#api';
import { isActivity } from '../naming/activity.js';
import { currentDrift } from './currentDrift.js';
import type { StateName } from '../states/states.js';
import { versionName } from '../naming/versionName.js';

/** A version and the targets that run it. */
export interface VersionShare {
  version: string;
  targets: readonly AppView[];
  /** When the newest of them came to run it. */
  since: string;
}

/** What a group runs, and how it is. */
export interface GroupSummary {
  name: string;
  targets: number;
  state: Extract<StateName, 'failing' | 'mixed' | 'drifted' | 'running' | 'unknown' | 'uniform'>;
  /** The versions it runs, the one with fewer targets first. */
  shares: readonly VersionShare[];
  failing: readonly AppView[];
  drifted: readonly AppView[];
  /** The release that changes it now. */
  running: AppView['lease'];
}

/** The version a target runs, and since when: what a look found where somebody moved its link, else what was released last. */
function runningOn({ live, seen }: AppView): { version: string; since: string } | null {
  if (live && !seen.moved) return { version: versionName(live), since: live.since };
  const { release, since, at } = seen;
  const version = release?.version ?? release?.stamp;
  return version === undefined ? null : { version, since: since ?? at ?? '' };
}

/** Whether a target does not run, or not well: as a look found it, or as the last release left it. */
const isFailing = ({ live, seen }: AppView): boolean =>
  seen.state === 'failing' || (seen.by === 'records' && live !== null && !live.good);

/** Nobody knows what runs: nothing was released, or its host was not seen for too long. */
const isUnknown = ({ live, seen }: AppView): boolean =>
  (seen.by === 'look' && seen.state === 'unknown') || (live === null && !seen.moved && seen.release === null);

const isDrifted = (app: AppView): boolean => app.seen.state === 'drifted' || currentDrift(app)?.state === 'drifted';

/** Targets by the version they run, the one with fewer targets first. */
export function versionShares(apps: readonly AppView[]): VersionShare[] {
  const byVersion = new Map<string, VersionShare & { targets: AppView[] }>();
  for (const app of apps) {
    const runs = runningOn(app);
    if (!runs) continue;
    const { version, since } = runs;
    const share = byVersion.get(version) ?? { version, targets: [], since };
    share.targets.push(app);
    if (since > share.since) share.since = since;
    byVersion.set(version, share);
  }
  return [...byVersion.values()].sort((a, b) => a.targets.length - b.targets.length || (a.since < b.since ? -1 : 1));
}

/** Sums up a group; targets that are released by hand are listed with the others and do not count for its state. */
export function summarise(name: string, apps: readonly AppView[]): GroupSummary {
  const counted = apps.filter(({ automated }) => automated);
  const shares = versionShares(counted);
  const failing = counted.filter(isFailing);
  const drifted = counted.filter(isDrifted);
  const running = apps.find(({ lease }) => lease && !isActivity(lease.action))?.lease ?? null;
  const state = (): GroupSummary['state'] => {
    if (failing.length > 0) return 'failing';
    if (running) return 'running';
    if (shares.length > 1) return 'mixed';
    if (drifted.length > 0) return 'drifted';
    return counted.length === 0 || counted.some(isUnknown) ? 'unknown' : 'uniform';
  };
  return { name, targets: apps.length, state: state(), shares, failing, drifted, running };
}

/** The groups of these apps, each with its own. */
export function byGroup(apps: Iterable<AppView>): Map<string, AppView[]> {
  const groups = new Map<string, AppView[]>();
  for (const app of apps) {
    const own = groups.get(app.group);
    if (own) own.push(app);
    else groups.set(app.group, [app]);
  }
  return groups;
}

/** How a target is, as it was seen last. */
export function targetHealth(app: AppView): StateName {
  if (isFailing(app)) return 'failing';
  if (isUnknown(app)) return 'unknown';
  return isDrifted(app) ? 'drifted' : 'healthy';
}
