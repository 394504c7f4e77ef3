import { formatBytes, formatCompactDuration } from '#api/client';
import { clip, cut, padEnd, padStart, printable, width } from '../output/width.js';
import type { BoardView, RowState, ViewRow } from './boardView.js';
import { gridFor, spinner, type BoardGrid, type FrameTime } from './grid.js';
import { bar, phaseLine, countsByState } from './progress.js';
import { enumerated, sentence } from '../language/sentence.js';
import { wireWord } from '../language/word.js';

export interface Frame extends FrameTime {
  columns: number;
  /** Lines there are; a picture is never longer. */
  lines: number;
  /** A line below the picture. */
  note: string | null;
}

/** Who is shown first where not all fit. */
const order: readonly RowState[] = ['failed', 'working', 'ready', 'waiting', 'skipped', 'done'];
const gap = '  ';
const [bytesWidth, timeWidth, leastNow] = [8, 7, 9];

function paintedState(row: ViewRow, text: string, { paint }: FrameTime): string {
  if (row.state === 'failed') return paint.red(text);
  if (row.state === 'done') return paint.green(text);
  return row.state === 'working' ? paint.cyan(text) : paint.dim(text);
}

interface Layout {
  app: number;
  /** 0: not shown. */
  host: number;
  now: number;
  grid: BoardGrid | null;
}

function rowLine(row: ViewRow, { app, host, now: nowWidth, grid }: Layout, frame: Frame): string {
  const { paint, now } = frame;
  const took =
    row.begunAt === null
      ? ''
      : formatCompactDuration((row.state === 'working' ? now : (row.endedAt ?? now)) - row.begunAt);
  const text = row.state === 'failed' && row.trouble !== null ? `${row.now} ${row.trouble}` : row.now;
  const parts = [
    padEnd(cut(row.app, app), app),
    ...(host > 0 ? [paint.dim(padEnd(cut(row.host, host), host))] : []),
    ...(grid ? [padEnd(grid.cells(row), grid.width)] : []),
    padStart(row.bytes > 0 ? formatBytes(row.bytes) : '', bytesWidth),
    padStart(took, timeWidth),
    paintedState(row, cut(printable(text).replaceAll(/[\n\t]/g, ' '), nowWidth), frame),
  ];
  return parts.join(gap).trimEnd();
}

function headLines({ app, host, grid }: Layout, { paint }: Frame): string[] {
  const heads = grid?.head ?? [''];
  return heads.map((steps, index) => {
    const lowest = index === heads.length - 1;
    const parts = [
      padEnd(lowest ? sentence('board.app') : '', app),
      ...(host > 0 ? [padEnd(lowest ? sentence('board.host') : '', host)] : []),
      ...(grid ? [padEnd(steps, grid.width)] : []),
      ...(lowest
        ? [
            padStart(sentence('board.bytes'), bytesWidth),
            padStart(sentence('board.time'), timeWidth),
            sentence('board.now'),
          ]
        : []),
    ];
    return paint.dim(parts.join(gap).trimEnd());
  });
}

/** All rows in a few lines, a sign for each, where they cannot be shown one by one. */
function mosaic(rows: readonly ViewRow[], frame: Frame): string[] {
  const signs = rows.map((row) => {
    if (row.state === 'working') return spinner(frame);
    const sign = { done: '✓', failed: '✗', ready: '=', waiting: '·', skipped: '-' }[row.state];
    return paintedState(row, sign, frame);
  });
  const lines: string[] = [];
  for (let at = 0; at < signs.length; at += frame.columns - 1)
    lines.push(signs.slice(at, at + frame.columns - 1).join(''));
  return lines;
}

const widest = (texts: string[], least: number, most: number): number =>
  Math.min(most, Math.max(least, ...texts.map(width)));

function shownRows(rows: readonly ViewRow[], room: number): readonly ViewRow[] {
  if (rows.length <= room) return rows;
  const by = rows.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)).slice(0, room);
  return rows.filter((row) => by.includes(row));
}

function title(board: BoardView, { paint, columns, now }: Frame): string {
  const apps = board.rows.map(({ app }) => app);
  const names =
    apps.length > 3
      ? sentence('board.names', { names: enumerated(apps.slice(0, 2)), n: apps.length - 2 })
      : enumerated(apps);
  const time = formatCompactDuration((board.settledAt ?? now) - board.acceptedAt);
  const ended = board.outcome === null ? '' : sentence('error.behind', { text: wireWord(board.outcome) });
  const asked = sentence('board.title', { action: wireWord(board.action), names, caller: board.caller });
  const text = cut(asked + ended, columns - time.length - 3);
  return padEnd(paint.bold(text), columns - time.length - 1) + time;
}

/** How wide everything is; the steps are worth more than the addresses where there is no room for both. */
function layoutFor(board: BoardView, frame: Frame): Layout {
  const app = widest(
    board.rows.map((row) => row.app),
    width(sentence('board.app')),
    24,
  );
  const hosts = board.rows.map((row) => row.host);
  const layout = (host: number): Layout => {
    const fixed = app + host + bytesWidth + timeWidth + (host > 0 ? 4 : 3) * gap.length;
    const grid = gridFor(board, frame.columns - 1 - fixed - gap.length - leastNow, frame);
    return {
      app,
      host,
      grid,
      now: Math.max(leastNow, frame.columns - 1 - fixed - (grid ? grid.width + gap.length : 0)),
    };
  };
  const whole = layout(widest(hosts, width(sentence('board.host')), 22));
  if (whole.grid || board.columns.length === 0) return whole;
  const narrow = layout(0);
  return narrow.grid ? narrow : whole;
}

/** A picture of the board: lines that fit the frame. */
export function draw(board: BoardView, frame: Frame): string[] {
  const { columns, lines, paint, note } = frame;
  const { rows } = board;
  const layout = layoutFor(board, frame);
  const above = [title(board, frame), paint.dim(board.id), phaseLine(board, frame), bar(board, columns, frame), ''];
  const head = headLines(layout, frame);
  const below = [...(note === null ? [] : [paint.yellow(cut(note, columns - 1))])];
  let room = lines - 1 - above.length - head.length - below.length;
  if (rows.length > room) {
    const all = mosaic(rows, frame);
    const fits = all.length + 3 <= room;
    if (fits) above.push(...all, '');
    room -= (fits ? all.length + 1 : 0) + 1;
  }
  const shown = shownRows(rows, Math.max(0, room));
  const hidden = rows.filter((row) => !shown.includes(row));
  const rest =
    hidden.length === 0 ? [] : [paint.dim(sentence('board.rest', { n: hidden.length })) + countsByState(hidden, paint)];
  const picture = [...above, ...head, ...shown.map((row) => rowLine(row, layout, frame)), ...rest, ...below];
  return picture.slice(0, Math.max(1, lines - 1)).map((line) => clip(line, columns - 1));
}
