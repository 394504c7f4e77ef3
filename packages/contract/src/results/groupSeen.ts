import type { Warning } from './warnings.js';
import type { AppState, DriftState, GroupState, SeenBy } from './lists.js';

/** A release as one runs it: a release that was finished later is the one it finished, a rollback runs what it went back to. */
export interface RunningRelease {
  /** Job id; null for one that rexflow did not make. */
  id: string | null;
  /** `YYYYMMDD_HHmmss`, names its directories; empty where nobody knows it. */
  stamp: string;
  /** As people call it; absent or null where it is not known. */
  version?: string | null;
}

/** An app as it was last seen. */
export interface AppSeen {
  app: string;
  /** What is live on it; null where rexflow never released, or where its current link leads to no release. */
  release: RunningRelease | null;
  /** Since when that is live. */
  since: Date | null;
  seenAt: Date | null;
  /** How what is live stands to the release, if somebody looked since it is live. */
  drift: DriftState | null;
  /** False where something went wrong since, so that nobody knows what runs. */
  good: boolean;
  by: SeenBy;
  /** Why it does not run, or not well; null where it does, or where nobody looked. */
  failing: Warning | null;
  /** It runs something else than was released last: somebody moved its current link. */
  moved: boolean;
  /** Why nobody knows any more how it is: its host was not seen for too long; null where it was. */
  lost: Warning | null;
  /** Somebody had it stopped, and nobody had it started since; absent where nobody looked. */
  stopped?: boolean;
}

/** The apps of a group that run one release. */
export interface ReleaseShare {
  release: string | null;
  stamp: string;
  apps: string[];
}

/** What the apps of a group were last seen to run. */
export interface GroupSeen {
  state: GroupState;
  /** The one that most apps run first. */
  releases: (ReleaseShare & { version: string | null })[];
  /** Apps that do not run, or not well. */
  failing: string[];
  /** Apps with files that were changed by hand, or that run something else than was released. */
  drifted: string[];
  /** Apps of which nobody knows what they run. */
  unknown: string[];
  /** Apps that somebody had stopped, and nobody had started since. */
  stopped: string[];
  /** When what runs last changed on one of them. */
  since: Date | null;
  /** No app was seen longer ago than that. */
  seenAt: Date | null;
  /** `look` where workers look at each of them; null without apps. */
  by: SeenBy | null;
}

const isUnknown = ({ release, drift, good, lost }: AppSeen): boolean =>
  release === null || drift === 'unknown' || !good || lost !== null;
const isDrifted = ({ drift, moved }: AppSeen): boolean => drift === 'drifted' || moved;
const isFailing = ({ failing, lost }: AppSeen): boolean => failing !== null && lost === null;
const keyOf = ({ id, stamp }: RunningRelease): string => id ?? `stamp ${stamp}`;

/** How one app is. */
export function appState(app: AppSeen): AppState {
  if (isFailing(app)) return 'failing';
  if (app.lost === null && isDrifted(app)) return 'drifted';
  return isUnknown(app) ? 'unknown' : 'well';
}

function sharesOf(apps: readonly AppSeen[]): GroupSeen['releases'] {
  const shares = new Map<string, GroupSeen['releases'][number]>();
  for (const { app, release } of apps) {
    const { id, stamp, version = null } = release!;
    const share = shares.get(keyOf(release!)) ?? { release: id, stamp, version, apps: [] };
    share.apps.push(app);
    shares.set(keyOf(release!), share);
  }
  return [...shares.values()].sort((a, b) => b.apps.length - a.apps.length || (a.stamp < b.stamp ? 1 : -1));
}

const extreme = (times: readonly (Date | null)[], pick: (...ms: number[]) => number): Date | null => {
  const known = times.flatMap((time) => (time === null ? [] : [time.getTime()]));
  return known.length === 0 ? null : new Date(pick(...known));
};

/**
 * The state of a group by its apps. Where some run a release and others never got one, it is mixed: those run what was there
 * before. An app that nobody knows about makes no group mixed.
 */
export function groupSeen(apps: readonly AppSeen[]): GroupSeen {
  const unknown = apps.filter(isUnknown);
  const known = apps.filter((app) => !isUnknown(app));
  const failing = apps.filter(isFailing);
  const drifted = apps.filter((app) => isDrifted(app) && (!isUnknown(app) || (app.moved && app.lost === null)));
  const releases = sharesOf(known);
  const different = releases.length + (unknown.some(({ release }) => release === null) ? 1 : 0);
  const states: Readonly<Record<GroupState, boolean>> = {
    failing: failing.length > 0,
    mixed: releases.length > 0 && different > 1,
    drifted: drifted.length > 0,
    unknown: unknown.length > 0 || apps.length === 0,
    uniform: true,
  };
  const [state] = (Object.keys(states) as GroupState[]).filter((name) => states[name]);
  const keys = (some: readonly AppSeen[]): string[] => some.map(({ app }) => app);
  return {
    state: state!,
    releases,
    failing: keys(failing),
    drifted: keys(drifted),
    unknown: keys(unknown),
    stopped: keys(apps.filter(({ stopped }) => stopped)),
    since: extreme(
      apps.map(({ since }) => since),
      Math.max,
    ),
    seenAt: extreme(
      apps.map(({ seenAt }) => seenAt),
      Math.min,
    ),
    by: apps.length === 0 ? null : apps.every(({ by }) => by === 'look') ? 'look' : 'records',
  };
}
