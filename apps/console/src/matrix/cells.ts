import type { EventView, StepView } from '#contract';
import type { StepState } from '#contract/lists';

/** What is known of one step on one host. */
export interface MatrixCell {
  state: StepState;
  begunAt: number;
  endedAt: number | null;
  bytes: number | null;
  trouble: { code: string; message: string } | null;
  /** How often it was begun. */
  times: number;
}

/** One host's line: its cells by column, `phase/step`. */
export type StepCells = Readonly<Record<string, MatrixCell>>;

/** When the whole release began a phase. */
export interface PhaseBegin {
  phase: string;
  batch: number;
  at: number;
}

/** A release as its events tell it. Lines that did not change keep their identity, so that they are not drawn again. */
export interface MatrixGrid {
  lines: ReadonlyMap<string, StepCells>;
  phases: readonly PhaseBegin[];
  settledAt: number | null;
  /** The number of the last event in it. */
  last: number;
}

export const emptyGrid: MatrixGrid = { lines: new Map(), phases: [], settledAt: null, last: 0 };

export const columnOf = (phase: string, step: string): string => `${phase}/${step}`;

/** The grid once these events have happened; what it has seen already is passed over. */
export function foldEvents(grid: MatrixGrid, events: readonly EventView[]): MatrixGrid {
  const fresh = events.filter((event) => event.id > grid.last);
  if (fresh.length === 0) return grid;
  const lines = new Map(grid.lines);
  const drawn = new Set<string>();
  const phases = [...grid.phases];
  let { settledAt } = grid;
  for (const event of fresh) {
    if (event.kind === 'phase') {
      phases.push({ phase: String(event.data.phase), batch: Number(event.data.batch ?? 0), at: Date.parse(event.at) });
    } else if (event.kind === 'settled') settledAt = Date.parse(event.at);
    if (event.app === null || (event.kind !== 'step-begun' && event.kind !== 'step-ended')) continue;
    // The first change of a line makes a new one, further changes of the same batch go into that.
    const line = drawn.has(event.app)
      ? (lines.get(event.app) as Record<string, MatrixCell>)
      : { ...(lines.get(event.app) ?? {}) };
    drawn.add(event.app);
    lines.set(event.app, line);
    const column = columnOf(String(event.data.phase), String(event.data.step));
    line[column] = event.kind === 'step-begun' ? begun(event, line[column]) : ended(event, line[column]);
  }
  return { lines, phases, settledAt, last: fresh.at(-1)!.id };
}

const begun = (event: EventView, before: MatrixCell | undefined): MatrixCell => ({
  state: 'begun',
  begunAt: Date.parse(event.at),
  endedAt: null,
  bytes: before?.bytes ?? null,
  trouble: null,
  times: (before?.times ?? 0) + 1,
});

function ended(event: EventView, before: MatrixCell | undefined): MatrixCell {
  const at = Date.parse(event.at);
  const { state, bytes, trouble } = event.data as { state?: string; bytes?: number; trouble?: MatrixCell['trouble'] };
  return {
    state: state === 'failed' ? 'failed' : 'done',
    begunAt: before?.begunAt ?? at,
    endedAt: at,
    bytes: bytes === undefined ? (before?.bytes ?? null) : (before?.bytes ?? 0) + bytes,
    trouble: trouble ?? null,
    times: before?.times ?? 1,
  };
}

/** A line from the steps of the records, for a release whose events are kept no longer. */
export function cellsOf(steps: readonly StepView[]): StepCells {
  const line: Record<string, MatrixCell> = {};
  for (const { phase, step, state, begunAt, endedAt, facts, trouble } of steps) {
    const column = columnOf(phase, step);
    const sent = Number(facts.bytes_sent);
    line[column] = {
      state,
      begunAt: Date.parse(begunAt),
      endedAt: endedAt === null ? null : Date.parse(endedAt),
      bytes: Number.isFinite(sent) ? (line[column]?.bytes ?? 0) + sent : (line[column]?.bytes ?? null),
      trouble: trouble && { code: trouble.code, message: trouble.message },
      times: (line[column]?.times ?? 0) + 1,
    };
  }
  return line;
}

/** Bytes sent, over all lines. */
export function sentIn(lines: Iterable<StepCells>): number {
  let sum = 0;
  for (const line of lines) for (const key in line) sum += line[key]!.bytes ?? 0;
  return sum;
}
