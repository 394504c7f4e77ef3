import type { EventView, PartView, ReleaseView } from '#contract';
import type { StepState } from '#contract/lists';
import { endsIn } from '#contract/workflow';
import { standingWord } from '../output/standingWord.js';

export interface BoardColumn {
  phase: string;
  step: string;
}

/** How a step stands on one host. */
export interface BoardCell {
  state: StepState;
  begunAt: number;
  endedAt: number | null;
}

/** `ready`: it waits for the others at the end of a phase; `waiting`: nothing was begun on it. */
export type RowState = 'waiting' | 'working' | 'ready' | 'done' | 'failed' | 'skipped';

export interface BoardRow {
  app: string;
  host: string;
  batch: number;
  cells: Map<string, BoardCell>;
  phase: string | null;
  state: RowState;
  /** What it is at, or came to, in a few words. */
  now: string;
  bytes: number;
  begunAt: number | null;
  endedAt: number | null;
  trouble: string | null;
}

/** One release as hosts by steps, built from its events. */
export interface Board {
  id: string;
  action: string;
  caller: string;
  state: ReleaseView['state'];
  outcome: ReleaseView['outcome'];
  /** Phases in the order they began, with when. */
  phases: { phase: string; at: number }[];
  batch: number;
  batches: number;
  columns: BoardColumn[];
  rows: Map<string, BoardRow>;
  acceptedAt: number;
  settledAt: number | null;
  cancelledBy: string | null;
  /** What the whole of it waits for. */
  waiting: string | null;
}

export const keyOf = (phase: string, step: string): string => `${phase}/${step}`;

/** A board on which nothing has happened yet. */
export function openBoard({ id, action, caller, state, outcome, apps, ...release }: ReleaseView): Board {
  const rows = apps.map(({ app, host, batch }): [string, BoardRow] => [
    app,
    {
      ...{ app, host, batch, cells: new Map(), phase: null, state: 'waiting', now: '', bytes: 0 },
      ...{ begunAt: null, endedAt: null, trouble: null },
    },
  ]);
  return {
    ...{ id, action, caller, state, outcome, phases: [], batch: 0, columns: [], rows: new Map(rows) },
    batches: Math.max(0, ...apps.map(({ batch }) => batch)) + 1,
    acceptedAt: Date.parse(release.acceptedAt),
    settledAt: release.settledAt === null ? null : Date.parse(release.settledAt),
    cancelledBy: release.cancelledBy,
    waiting: release.waiting?.for ?? null,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
function troubleOf(data: Record<string, unknown>): string | null {
  const { trouble } = data as { trouble?: { code?: string; message?: string } | null };
  return trouble ? `${trouble.code ?? ''} ${trouble.message ?? ''}`.trim() : null;
}

/** Puts a step where its phase stands, behind the steps of it that are there. */
function addColumn(columns: BoardColumn[], phase: string, step: string): void {
  if (columns.some((column) => column.phase === phase && column.step === step)) return;
  const at = columns.findLastIndex((column) => column.phase === phase);
  columns.splice(at === -1 ? columns.length : at + 1, 0, { phase, step });
}

function enter(board: Board, row: BoardRow, phase: string, at: number): void {
  if (row.phase !== phase) row.now = '';
  row.phase = phase;
  row.begunAt ??= at;
  if (!board.phases.some((one) => one.phase === phase)) board.phases.push({ phase, at });
}

function tellStep(board: Board, row: BoardRow, { kind, at, data }: EventView): void {
  const [phase, step, time] = [textOf(data.phase), textOf(data.step), Date.parse(at)];
  addColumn(board.columns, phase, step);
  enter(board, row, phase, time);
  const key = keyOf(phase, step);
  if (kind === 'step-begun') {
    row.cells.set(key, { state: 'begun', begunAt: time, endedAt: null });
    row.state = 'working';
    row.now = step;
    row.endedAt = null;
    return;
  }
  const failed = data.state === 'failed';
  row.cells.set(key, {
    state: failed ? 'failed' : 'done',
    begunAt: row.cells.get(key)?.begunAt ?? time,
    endedAt: time,
  });
  if (typeof data.bytes === 'number') row.bytes += data.bytes;
  if (failed) row.trouble ??= troubleOf(data);
  row.endedAt = time;
}

function tellVote(board: Board, row: BoardRow, { at, data }: EventView): void {
  const phase = textOf(data.phase);
  enter(board, row, phase, Date.parse(at));
  row.endedAt = Date.parse(at);
  row.trouble ??= troubleOf(data);
  const done = data.vote === 'done' && row.trouble === null;
  row.state = done ? (endsIn(phase) ? 'done' : 'ready') : 'failed';
  row.now = row.state === 'ready' ? 'ready' : standingWord(board.action, textOf(data.standing)) || row.state;
}

/** Writes on the board what has happened. */
export function write(board: Board, event: EventView): void {
  const { kind, app, data, at } = event;
  const row = app === null ? undefined : board.rows.get(app);
  if (row && (kind === 'step-begun' || kind === 'step-ended')) tellStep(board, row, event);
  else if (row && kind === 'vote') tellVote(board, row, event);
  else if (row && kind === 'waiting') row.now = `waits: ${textOf(data.for)}`;
  else if (kind === 'phase') {
    board.state = 'running';
    board.waiting = null;
    if (typeof data.batch === 'number') board.batch = data.batch;
    const phase = textOf(data.phase);
    if (!board.phases.some((one) => one.phase === phase)) board.phases.push({ phase, at: Date.parse(at) });
  } else if (kind === 'granted') board.waiting = null;
  else if (kind === 'cancelled') board.cancelledBy = textOf(data.by);
  else if (kind === 'settled') {
    board.state = 'settled';
    board.outcome = data.outcome as Board['outcome'];
    board.settledAt = Date.parse(at);
  }
}

const stateOf = ({ outcome, trouble }: PartView): RowState =>
  trouble ? 'failed' : outcome === null ? 'waiting' : outcome;

/** Writes on the board what a settled release came to, which is more than its events say. */
export function conclude(board: Board, release: ReleaseView): void {
  board.state = release.state;
  board.outcome = release.outcome;
  board.settledAt = release.settledAt === null ? null : Date.parse(release.settledAt);
  for (const part of release.apps) {
    const row = board.rows.get(part.app);
    if (!row) continue;
    row.state = stateOf(part);
    row.now = (part.standing && standingWord(board.action, part.standing)) ?? part.outcome ?? '';
    row.bytes = part.bytes ?? row.bytes;
    row.trouble = part.trouble ? `${part.trouble.code} ${part.trouble.message}` : row.trouble;
  }
}
