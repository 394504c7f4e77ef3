import type { PartView, ReleaseView } from '#api';
import { type Tone, toneOf } from './standing.js';

export type Order = 'rollout' | 'trouble';

const weight: Record<Tone, number> = { bad: 0, back: 1, wait: 2, busy: 3, ready: 4, todo: 5, ok: 6, off: 7 };

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
  return parts.sort((a, b) => weight[toneOf(a, release)] - weight[toneOf(b, release)] || a.batch - b.batch);
}
