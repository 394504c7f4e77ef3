import type { GroupView } from '#api';
import { isActivity } from '../naming/activity.js';
import { shareName } from '../naming/versionName.js';
import { byNeed, type StateName } from '../states/states.js';

/** A release that changes targets now. */
export interface Change {
  id: string;
  action: string;
  caller: string;
}

/** A version and how many targets run it. */
export interface VersionCount {
  /** Null where it is not known. */
  version: string | null;
  /** Job id; null for a release that rexflow did not make. */
  release: string | null;
  n: number;
}

/** What a group runs, and how it is. */
export interface GroupSummary extends Pick<GroupView, 'name' | 'failing' | 'drifted' | 'unknown' | 'since' | 'seenAt'> {
  targets: number;
  /** How many of its rows cannot be used. */
  unusable: number | 'all';
  state: Extract<StateName, 'failing' | 'mixed' | 'drifted' | 'running' | 'unknown' | 'uniform'>;
  /** The versions it runs, the one that most targets run first. */
  versions: readonly VersionCount[];
  /** The same as the gateway tells it, with the targets of each. */
  releases: GroupView['releases'];
  /** Nothing of it was released by rexflow, or seen to be. */
  isNew: boolean;
  /** The release that changes it now. */
  running: Change | null;
}

/** Whether a group runs several releases, be one of them failing or not. */
export const runsSeveral = ({ state, releases }: Pick<GroupView, 'state' | 'releases'>): boolean =>
  state === 'mixed' || releases.length > 1;

/** Releases that are under way, by the keys of the targets they change; those that only look change nothing. */
export function changesBy(releases: readonly (Change & { apps: readonly string[] })[]): Map<string, Change> {
  const changing = releases.filter(({ action }) => !isActivity(action));
  return new Map(changing.flatMap((change) => change.apps.map((key) => [key, change] as const)));
}

/** Sums up a group: as it was seen last, and as a release changes it now. */
export function summarise(group: GroupView, changes: ReadonlyMap<string, Change>): GroupSummary {
  const { name, apps, state, releases, failing, drifted, unknown, since, seenAt } = group;
  const unusable = group.unusable ?? 0;
  const running = apps.flatMap((key) => changes.get(key) ?? [])[0] ?? null;
  return {
    ...{ name, failing, drifted, unknown, since, seenAt, running },
    targets: apps.length,
    unusable: unusable > 0 && apps.length === 0 ? 'all' : unusable,
    state: running && state !== 'failing' ? 'running' : state,
    versions: releases.map((share) => ({
      version: shareName(share),
      release: share.release,
      n: share.apps.length,
    })),
    releases,
    isNew: releases.length === 0 && since === null,
  };
}

/** Those that need somebody first, then by name. */
export const worstFirst = (a: GroupSummary, b: GroupSummary): number =>
  byNeed(a.state, b.state) || (a.name < b.name ? -1 : 1);

/** A group that other environments have, and this one has not. */
export const notHere = (name: string): GroupSummary => ({
  ...{ name, targets: 0, unusable: 0, versions: [], releases: [], state: 'uniform', isNew: true },
  ...{ failing: [], drifted: [], unknown: [], since: null, seenAt: null, running: null },
});

/** A group none of whose rows can be used: nothing of it was ever seen. */
export const withoutUsable = (name: string): GroupSummary => ({ ...notHere(name), unusable: 'all' });

/** When hosts were last seen: none of those that answer was seen longer ago. Null where nobody looks. */
export function lastSeen(groups: readonly Pick<GroupView, 'by' | 'unknown' | 'seenAt'>[]): string | null {
  const seen = groups.flatMap(({ by, unknown, seenAt }) =>
    by === 'look' && unknown.length === 0 ? (seenAt ?? []) : [],
  );
  return seen.sort()[0] ?? null;
}
