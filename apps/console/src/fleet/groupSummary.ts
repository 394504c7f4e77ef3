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

/** Targets by the version they run, the one with fewer targets first. */
export function versionShares(apps: readonly AppView[]): VersionShare[] {
  const byVersion = new Map<string, VersionShare & { targets: AppView[] }>();
  for (const app of apps) {
    if (!app.live) continue;
    const version = versionName(app.live);
    const share = byVersion.get(version) ?? { version, targets: [], since: app.live.since };
    share.targets.push(app);
    if (app.live.since > share.since) share.since = app.live.since;
    byVersion.set(version, share);
  }
  return [...byVersion.values()].sort((a, b) => a.targets.length - b.targets.length || (a.since < b.since ? -1 : 1));
}

/** Sums up a group; targets that are released by hand are listed with the others and do not count for its state. */
export function summarise(name: string, apps: readonly AppView[]): GroupSummary {
  const counted = apps.filter(({ automated }) => automated);
  const shares = versionShares(counted);
  const failing = counted.filter(({ live }) => live && !live.good);
  const drifted = counted.filter((app) => currentDrift(app)?.state === 'drifted');
  const running = apps.find(({ lease }) => lease && !isActivity(lease.action))?.lease ?? null;
  const state = (): GroupSummary['state'] => {
    if (failing.length > 0) return 'failing';
    if (running) return 'running';
    if (shares.length > 1) return 'mixed';
    if (drifted.length > 0) return 'drifted';
    return counted.length === 0 || counted.some(({ live }) => !live) ? 'unknown' : 'uniform';
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

/** How a target is, as far as the records tell. */
export function targetHealth(app: AppView): StateName {
  const { live } = app;
  if (!live) return 'unknown';
  if (!live.good) return 'failing';
  return currentDrift(app)?.state === 'drifted' ? 'drifted' : 'healthy';
}
