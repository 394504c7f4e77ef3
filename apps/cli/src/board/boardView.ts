import type { PartView, ReleaseView } from '#api';
import { endsIn } from '#contract/workflow';
import { waitingFor } from '../output/release.js';
import { standingWord } from '../output/standingWord.js';
import { emptyRow, type Board, type BoardColumn, type BoardRow, type StepCells } from '#api/client';
import { errorAtTerminal } from '../language/errorAtTerminal.js';
import { sentence } from '../language/sentence.js';
import { stepWord, wireWord } from '../language/word.js';

/** `ready`: it waits for the others at the end of a phase; `waiting`: nothing was begun on it. */
export type RowState = 'waiting' | 'working' | 'ready' | 'done' | 'failed' | 'skipped';

/** A target as the terminal shows it. */
export interface ViewRow {
  app: string;
  host: string;
  cells: StepCells;
  phase: string | null;
  state: RowState;
  /** What it is at, or came to, in a few words. */
  now: string;
  bytes: number;
  begunAt: number | null;
  endedAt: number | null;
  trouble: string | null;
}

/** A release as the terminal shows it. */
export interface BoardView {
  id: string;
  action: string;
  caller: string;
  state: ReleaseView['state'];
  outcome: ReleaseView['outcome'];
  /** Phases in the order they began, with when. */
  phases: { phase: string; at: number }[];
  batch: number;
  batches: number;
  columns: readonly BoardColumn[];
  rows: readonly ViewRow[];
  acceptedAt: number;
  settledAt: number | null;
  /** What the whole of it waits for. */
  waiting: string | null;
}

/** A board as the terminal shows it now. */
export function viewOf(board: Board): BoardView {
  const { id, action, caller, state, outcome, apps, batch, waiting, acceptedAt, settledAt } = board.release;
  return {
    ...{ id, action, caller, state, outcome, batch, columns: board.columns },
    batches: Math.max(0, ...apps.map((target) => target.batch)) + 1,
    phases: phasesOf(board),
    rows: apps.map((target) =>
      rowOf(target, board.rows.get(target.app) ?? emptyRow, { action, settled: state === 'settled' }),
    ),
    acceptedAt: Date.parse(acceptedAt),
    settledAt: settledAt === null ? null : Date.parse(settledAt),
    waiting: waiting && waitingFor(waiting),
  };
}

/** Each phase by its first begin, of the release as a whole or else of a host: some phases only hosts begin. */
function phasesOf({ phases, rows }: Board): BoardView['phases'] {
  const begins = new Map<string, number>();
  for (const { phase, at } of phases) if (!begins.has(phase)) begins.set(phase, at);
  const ofRelease = new Set(begins.keys());
  for (const { cells } of rows.values()) {
    for (const key in cells) {
      const phase = key.split('/')[0]!;
      if (!ofRelease.has(phase)) begins.set(phase, Math.min(begins.get(phase) ?? Infinity, cells[key]!.begunAt));
    }
  }
  return [...begins].map(([phase, at]) => ({ phase, at })).sort((a, b) => a.at - b.at);
}

function rowOf(target: PartView, row: BoardRow, { action, settled }: { action: string; settled: boolean }): ViewRow {
  const { app, host, phase } = target;
  const standing = target.standing && standingWord(action, target.standing);
  const met = (settled ? target.trouble : null) ?? row.trouble;
  const state = settled ? settledState(target) : runningState(target, row);
  const now = settled
    ? (standing ?? wireWord(target.outcome ?? ''))
    : runningText({ waiting: target.waiting, standing }, row, state);
  const { cells, begunAt, endedAt } = row;
  const bytes = settled ? (target.bytes ?? row.bytes) : row.bytes;
  return {
    ...{ app, host, cells, phase, state, now, bytes, begunAt, endedAt },
    trouble: met && `${met.code} ${errorAtTerminal(met).message}`,
  };
}

const settledState = ({ outcome, trouble }: PartView): RowState =>
  trouble ? 'failed' : outcome === null ? 'waiting' : outcome;

function runningState({ vote, phase }: PartView, { step, trouble }: BoardRow): RowState {
  if (vote === null) return step === null ? 'waiting' : 'working';
  if (vote !== 'done' || trouble !== null) return 'failed';
  return phase !== null && endsIn(phase) ? 'done' : 'ready';
}

function runningText(
  { waiting, standing }: { waiting: PartView['waiting']; standing: string | null },
  { step }: BoardRow,
  state: RowState,
): string {
  if (waiting !== null) return sentence('outcome.waits', { for: waitingFor(waiting) });
  if (state === 'waiting') return '';
  if (state === 'working') return stepWord(step ?? '');
  return state === 'ready' ? wireWord(state) : (standing ?? wireWord(state));
}
