import type { Statement } from '#contract';
import type { StepState } from '#contract/lists';
import type { EventView } from '../schemas/event.js';
import type { PartView, ReleaseView, StepView } from '../schemas/release.js';
import { withWarnings } from './withWarnings.js';

/** One step on one target. */
export interface BoardCell {
  state: StepState;
  /** Milliseconds since 1970, as all times of a board. */
  begunAt: number;
  endedAt: number | null;
  /** Sent by it, over all its attempts; null when it sends nothing. */
  bytes: number | null;
  trouble: { code: string; message: string } | null;
  /** How often it was begun. */
  times: number;
}

/** The cells of a target by `phase/step`. */
export type StepCells = Readonly<Record<string, BoardCell>>;

/** A target as its events tell it. */
export interface BoardRow {
  cells: StepCells;
  /** The step that was begun last. */
  step: string | null;
  begunAt: number | null;
  /** Its last step, or its result in a phase; null while a step runs. */
  endedAt: number | null;
  /** Sent by all its steps. */
  bytes: number;
  trouble: { code: string; message: string } | null;
}

export interface BoardColumn {
  phase: string;
  step: string;
}

/**
 * A release as targets by steps. `release` is what the records said, brought up to date by events as far as these tell; rows and
 * targets that an event does not change keep their identity, so that they need not be drawn again.
 */
export interface Board {
  release: ReleaseView;
  rows: ReadonlyMap<string, BoardRow>;
  /** The steps that were taken, those of a phase together, otherwise in the order they were first taken. */
  columns: readonly BoardColumn[];
  /** Every begin of a phase by the release as a whole. */
  phases: readonly { phase: string; batch: number; at: number }[];
  settledAt: number | null;
  /** The number of the last event in it. */
  last: number;
}

export const cellKey = (phase: string, step: string): string => `${phase}/${step}`;

/** A board of a release before any of its events. */
export const openBoard = (release: ReleaseView): Board => ({
  ...{ release, rows: new Map(), columns: [], phases: [], last: 0 },
  settledAt: release.settledAt === null ? null : Date.parse(release.settledAt),
});

/** The board once these events have happened. Events of other releases, and those it has seen, change nothing. */
export function applyEvents(board: Board, events: readonly EventView[]): Board {
  const fresh = events.filter((event) => event.release === board.release.id && event.id > board.last);
  if (fresh.length === 0) return board;
  const rows = new Map(board.rows);
  const changed = new Set<string>();
  let { phases, columns, settledAt } = board;
  for (const event of fresh) {
    const { kind, app, at, data } = event as EventView & { data: EventData };
    if (kind === 'phase')
      phases = [...phases, { phase: String(data.phase), batch: data.batch ?? 0, at: Date.parse(at) }];
    else if (kind === 'settled') settledAt = Date.parse(at);
    if (app === null || !rowKinds.includes(kind)) continue;
    // The first event of a target makes a new row of it; further ones of the same call go into that.
    const row: WritableRow = changed.has(app) ? (rows.get(app) as WritableRow) : copyOf(rows.get(app));
    changed.add(app);
    rows.set(app, row);
    if (kind === 'step-begun' || kind === 'step-ended') columns = withColumn(columns, data);
    applyToRow(row, event, data);
  }
  return { release: releaseAfter(board.release, fresh), rows, columns, phases, settledAt, last: fresh.at(-1)!.id };
}

/** The board with the release as the records have it now, and the events that came while they were read. */
export const updateRelease = (board: Board, release: ReleaseView, meanwhile: readonly EventView[] = []): Board => ({
  ...board,
  release: releaseAfter(release, meanwhile),
});

/** The row of a target from the records, for a release whose events are kept no longer. */
export function rowOfSteps(steps: readonly StepView[]): BoardRow {
  const cells: Record<string, BoardCell> = {};
  for (const { phase, step, state, begunAt, endedAt, facts, trouble } of steps) {
    const key = cellKey(phase, step);
    const sent = Number(facts.bytes_sent);
    cells[key] = {
      state,
      begunAt: Date.parse(begunAt),
      endedAt: endedAt === null ? null : Date.parse(endedAt),
      bytes: Number.isFinite(sent) ? (cells[key]?.bytes ?? 0) + sent : (cells[key]?.bytes ?? null),
      trouble: trouble && { code: trouble.code, message: trouble.message },
      times: (cells[key]?.times ?? 0) + 1,
    };
  }
  return { ...emptyRow, cells, bytes: Object.values(cells).reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) };
}

/** A target before any of its events. */
export const emptyRow: BoardRow = { cells: {}, step: null, begunAt: null, endedAt: null, bytes: 0, trouble: null };

/** What the events of all kinds tell, as far as a board shows it. */
type EventData = Partial<{
  phase: PartView['phase'];
  batch: number;
  step: string;
  state: StepState;
  bytes: number;
  trouble: { code: string; message: string } | null;
  vote: PartView['vote'];
  standing: PartView['standing'];
  outcome: ReleaseView['outcome'];
  by: string;
  reason: string;
  for: string;
  statement: Statement;
  apps: string[];
  reasons: string[];
  statements: (Statement | null)[];
}>;
type WritableRow = { -readonly [Name in keyof BoardRow]: BoardRow[Name] } & { cells: Record<string, BoardCell> };

const rowKinds: readonly EventView['kind'][] = ['step-begun', 'step-ended', 'vote'];
const copyOf = (row: BoardRow = emptyRow): WritableRow => ({ ...row, cells: { ...row.cells } });

function withColumn(columns: readonly BoardColumn[], { phase, step }: EventData): readonly BoardColumn[] {
  const [of, name] = [String(phase), String(step)];
  if (columns.some((column) => column.phase === of && column.step === name)) return columns;
  const behind = columns.findLastIndex((column) => column.phase === of);
  return columns.toSpliced(behind === -1 ? columns.length : behind + 1, 0, { phase: of, step: name });
}

function applyToRow(row: WritableRow, { kind, at }: EventView, data: EventData): void {
  const time = Date.parse(at);
  row.begunAt ??= time;
  if (kind === 'vote') {
    row.endedAt = time;
    row.trouble ??= data.trouble ?? null;
    return;
  }
  const key = cellKey(String(data.phase), String(data.step));
  const before = row.cells[key];
  if (kind === 'step-begun') {
    const times = (before?.times ?? 0) + 1;
    row.cells[key] = {
      state: 'begun',
      begunAt: time,
      endedAt: null,
      bytes: before?.bytes ?? null,
      trouble: null,
      times,
    };
    row.step = String(data.step);
    row.endedAt = null;
    return;
  }
  const failed = data.state === 'failed';
  row.cells[key] = {
    state: failed ? 'failed' : 'done',
    begunAt: before?.begunAt ?? time,
    endedAt: time,
    bytes: data.bytes === undefined ? (before?.bytes ?? null) : (before?.bytes ?? 0) + data.bytes,
    trouble: data.trouble ?? null,
    times: before?.times ?? 1,
  };
  row.bytes += data.bytes ?? 0;
  if (failed) row.trouble ??= data.trouble ?? null;
  row.endedAt = time;
}

/**
 * A release once these events have happened, as far as they tell: its end and its errors have more in the records. One that is
 * settled is complete there, so its events change nothing.
 */
function releaseAfter(release: ReleaseView, events: readonly EventView[]): ReleaseView {
  const own = events.filter((event) => event.release === release.id);
  if (own.length === 0 || release.state === 'settled') return release;
  const next: ReleaseView = { ...release };
  const changed = new Map<string, PartView>();
  const targets = new Map(release.apps.map((target) => [target.app, target]));
  for (const event of own) {
    if (event.app === null) applyToHead(next, event);
    else {
      const target = changed.get(event.app) ?? targets.get(event.app);
      if (target) changed.set(event.app, targetAfter(target, event));
    }
  }
  if (changed.size > 0) next.apps = next.apps.map((target) => changed.get(target.app) ?? target);
  return next;
}

/** What an event says is waited for. */
const waitIn = ({ for: what = '', statement }: EventData): { for: string; statement?: Statement } =>
  statement ? { for: what, statement } : { for: what };

function applyToHead(release: ReleaseView, event: EventView): void {
  const data = event.data as EventData;
  if (event.kind === 'granted') {
    release.state = 'accepted';
    release.waiting = null;
  } else if (event.kind === 'phase') {
    release.state = 'running';
    release.waiting = null;
    release.phase = data.phase ?? release.phase;
    release.batch = data.batch ?? release.batch;
    release.phaseAt = event.at;
  } else if (event.kind === 'skipped') {
    const { apps = [], reasons = [], statements = [] } = data;
    release.apps = release.apps.filter(({ app }) => !apps.includes(app));
    release.skipped = [...new Set([...release.skipped, ...apps])];
    Object.assign(release, withWarnings(release, reasons, statements));
  } else if (event.kind === 'waiting') release.waiting = { ...waitIn(data), since: event.at, position: 0 };
  else if (event.kind === 'paused')
    release.paused = { by: data.by ?? '', reason: data.reason ?? null, since: release.paused?.since ?? event.at };
  else if (event.kind === 'continued') Object.assign(release, { paused: null, waiting: null });
  else if (event.kind === 'cancelled') release.cancelledBy = data.by ?? release.cancelledBy;
  else if (event.kind === 'settled') {
    release.state = 'settled';
    release.outcome = data.outcome ?? release.outcome;
    release.settledAt = event.at;
  }
}

function targetAfter(target: PartView, event: EventView): PartView {
  const data = event.data as EventData;
  const phase = data.phase ?? target.phase;
  switch (event.kind) {
    case 'step-begun': {
      const step = target.trouble ? target.step : (data.step ?? target.step);
      return { ...target, phase, vote: null, waiting: null, step };
    }
    case 'step-ended':
      return { ...target, phase, waiting: null };
    case 'waiting':
      return { ...target, phase, waiting: { ...waitIn(data), since: target.waiting?.since ?? event.at } };
    case 'vote':
      return {
        ...target,
        phase,
        waiting: null,
        vote: data.vote ?? target.vote,
        standing: data.standing ?? target.standing,
      };
    default:
      return target;
  }
}
