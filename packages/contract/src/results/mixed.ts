import type { MixedFindings } from './findings.js';
import type { GroupSeen } from './groupSeen.js';
import type { Settlement } from './settlement.js';

/** What a request left mixed, by the groups of its apps as they stand at its end; null where it is none of them. */
export function mixedFindings(id: string, groups: ReadonlyMap<string, GroupSeen>): MixedFindings | null {
  const mixed = [...groups].filter(([, { state }]) => state === 'mixed');
  if (mixed.length === 0) return null;
  return {
    groups: mixed.map(([group, { releases, unknown }]) => ({
      group,
      releases: releases.map(({ release, stamp, apps }) => ({ release, stamp, apps })),
      unknown,
    })),
    finish: `rexflow finish ${id}`,
    undo: `rexflow undo ${id}`,
  };
}

/** What a settled request left mixed; null where it is nothing, or where an older program settled it. */
export const mixedIn = ({ facts }: Pick<Settlement, 'facts'>): MixedFindings | null =>
  (facts as { mixed?: MixedFindings }).mixed ?? null;
