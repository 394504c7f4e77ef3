import type { PartView, ReleaseView } from '#api';
import { byNeed } from '../states/states.js';
import { targetState } from '../states/targetState.js';

export type Order = 'rollout' | 'trouble';

/** The targets that match the filter: in the order they are switched, or errors first. */
export function arranged(
  release: Pick<ReleaseView, 'state' | 'apps'>,
  { filter, order }: { filter: string; order: Order },
): PartView[] {
  const wanted = filter.trim().toLowerCase();
  const parts = release.apps.filter(({ app, host, group, trouble }) =>
    [app, host, group, trouble?.code ?? ''].some((text) => text.toLowerCase().includes(wanted)),
  );
  if (order === 'rollout') return parts.sort((a, b) => a.batch - b.batch);
  return parts.sort((a, b) => byNeed(targetState(a, release), targetState(b, release)) || a.batch - b.batch);
}
