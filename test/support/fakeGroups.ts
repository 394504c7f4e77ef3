import { groupSeen } from '#contract';
import type { AppView, GroupView, PartView, ReleaseView } from '#api';

/** How the groups are switched. */
const rollout: GroupView['rollout'] = {
  ...{ policy: 'stop', rollbackPolicy: 'continue' },
  ...{ maxFailures: '5', batch: '25', confirm: 0 },
};

/** The groups of these targets as looks found them: what is not good does not answer. `mixed` is what the first one runs instead. */
export function groupsOf(
  parts: readonly PartView[],
  live: (index: number) => AppView['live'],
  mixed: ReleaseView['mixed'],
): GroupView[] {
  const seen = parts.map(({ app, group }, index) => {
    const found = live(index);
    return {
      ...({ group, app, by: 'look', drift: null, good: true, moved: false, lost: null } as const),
      release: found && { id: found.release, stamp: found.stamp, version: found.version },
      since: found && new Date(found.since),
      seenAt: new Date(),
      failing: found?.good === false ? 'it does not answer' : null,
    };
  });
  const names = [...new Set(parts.map(({ group }) => group))];
  return names.map((name, index): GroupView => {
    const own = seen.filter(({ group }) => group === name);
    const { since, seenAt, ...rest } = groupSeen(own);
    const instead = index === 0 ? mixed?.groups[0] : undefined;
    return {
      ...rest,
      ...(instead && {
        state: 'mixed',
        unknown: instead.unknown,
        releases: instead.releases.map((share) => ({ ...share, version: null })),
      }),
      ...{ name, apps: own.map(({ app }) => app), rollout },
      ...{ since: since?.toISOString() ?? null, seenAt: seenAt?.toISOString() ?? null },
    };
  });
}
