import type { ReleaseView } from '#api';
import { outlineOf } from '#contract/workflow';
import { cellKey, type Board } from '#api/client';

export interface PhaseSpan {
  phase: string;
  state: 'waiting' | 'running' | 'succeeded' | 'failed';
  from: number | null;
  to: number | null;
}

/** True where a step of a phase failed on a host. */
const failedIn = (phase: string, { columns, rows }: Pick<Board, 'columns' | 'rows'>): boolean => {
  const keys = columns.filter((column) => column.phase === phase).map(({ step }) => cellKey(phase, step));
  return [...rows.values()].some(({ cells }) => keys.some((key) => cells[key]?.state === 'failed'));
};

/**
 * The phases of a release in the order it went through them, with those to come. Batches of one phase are one span. A phase failed
 * where a step of it did; the last one where no host says which, as when it is the fetching that failed.
 */
export function phaseSpans(
  release: Pick<ReleaseView, 'action' | 'state' | 'outcome'>,
  board: Pick<Board, 'phases' | 'settledAt' | 'columns' | 'rows'>,
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
    if (release.outcome !== 'done') for (const span of spans) if (failedIn(span.phase, board)) span.state = 'failed';
    const badly = release.outcome !== 'done' && release.outcome !== null;
    if (board.settledAt === null) last.state = 'running';
    else if (badly && spans.every(({ state }) => state === 'succeeded')) last.state = 'failed';
  }
  if (board.settledAt !== null || release.state === 'settled') return spans;
  const expected = outlineOf(release.action).map(({ phase }): string => phase);
  // -1 for a phase that is no part of the way, as undo: nothing comes after it.
  const reached = last ? expected.indexOf(last.phase) : -1;
  const ahead = last && reached === -1 ? [] : expected.slice(reached + 1);
  return [...spans, ...ahead.map((phase): PhaseSpan => ({ phase, state: 'waiting', from: null, to: null }))];
}
