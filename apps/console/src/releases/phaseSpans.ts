import type { ReleaseView } from '#api';
import { outlineOf } from '#contract/workflow';
import type { Board } from '#api/client';

export interface PhaseSpan {
  phase: string;
  state: 'waiting' | 'running' | 'succeeded' | 'failed';
  from: number | null;
  to: number | null;
}

/** The phases of a release in the order it went through them, with those to come. Batches of one phase are one span. */
export function phaseSpans(
  release: Pick<ReleaseView, 'action' | 'state' | 'outcome'>,
  board: Pick<Board, 'phases' | 'settledAt'>,
): PhaseSpan[] {
  const spans: PhaseSpan[] = [];
  for (const { phase, at } of board.phases) {
    const last = spans.at(-1);
    if (last?.phase === phase) continue;
    if (last) last.to = at;
    spans.push({ phase, state: 'succeeded', from: at, to: null });
  }
  const last = spans.at(-1);
  if (last) {
    last.to = board.settledAt;
    const over = board.settledAt !== null;
    last.state = !over ? 'running' : release.outcome === 'done' || release.outcome === null ? 'succeeded' : 'failed';
  }
  if (board.settledAt !== null || release.state === 'settled') return spans;
  const expected = outlineOf(release.action).map(({ phase }): string => phase);
  // -1 for a phase that is no part of the way, as undo: nothing comes after it.
  const reached = last ? expected.indexOf(last.phase) : -1;
  const ahead = last && reached === -1 ? [] : expected.slice(reached + 1);
  return [...spans, ...ahead.map((phase): PhaseSpan => ({ phase, state: 'waiting', from: null, to: null }))];
}
