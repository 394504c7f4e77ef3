import type { ReleaseView } from '#contract';
import type { Grid } from '../matrix/cells.js';

export interface Span {
  phase: string;
  state: 'todo' | 'busy' | 'ok' | 'bad';
  from: number | null;
  to: number | null;
}

const ways: Readonly<Record<string, readonly string[]>> = {
  release: ['stage', 'prepare', 'activate'],
  rollback: ['prepare', 'activate'],
};

/** The phases of a release in the order it went through them, with those to come. Batches of one phase are one span. */
export function phaseSpans(
  release: Pick<ReleaseView, 'action' | 'state' | 'outcome'>,
  grid: Pick<Grid, 'phases' | 'settledAt'>,
): Span[] {
  const spans: Span[] = [];
  for (const { phase, at } of grid.phases) {
    const last = spans.at(-1);
    if (last?.phase === phase) continue;
    if (last) last.to = at;
    spans.push({ phase, state: 'ok', from: at, to: null });
  }
  const last = spans.at(-1);
  if (last) {
    last.to = grid.settledAt;
    const over = grid.settledAt !== null;
    last.state = !over ? 'busy' : release.outcome === 'done' || release.outcome === null ? 'ok' : 'bad';
  }
  if (grid.settledAt !== null || release.state === 'settled') return spans;
  const way = ways[release.action] ?? [];
  // -1 for a phase that is no part of the way, as undo: nothing comes after it.
  const reached = last ? way.indexOf(last.phase) : -1;
  const ahead = last && reached === -1 ? [] : way.slice(reached + 1);
  return [...spans, ...ahead.map((phase): Span => ({ phase, state: 'todo', from: null, to: null }))];
}
