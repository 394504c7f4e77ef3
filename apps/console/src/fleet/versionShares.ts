import type { AppView } from '#api';
import { versionName } from '../naming/versionName.js';

/** A version and the targets that run it. */
export interface VersionShare {
  version: string;
  targets: readonly AppView[];
  /** When the newest of them came to run it. */
  since: string;
}

/** The version a target runs, and since when: what a look found where somebody moved its link, else what was released last. */
function runningOn({ live, seen }: AppView): { version: string; since: string } | null {
  if (live && !seen.moved) return { version: versionName(live), since: live.since };
  const { release, since, at } = seen;
  const version = release?.version ?? release?.stamp;
  return version === undefined ? null : { version, since: since ?? at ?? '' };
}

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
