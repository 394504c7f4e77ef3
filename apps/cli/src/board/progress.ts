import { formatBytes, formatCompactDuration, cellKey } from '#api/client';
import type { BoardView, RowState, ViewRow } from './boardView.js';
import { spinner, type FrameTime } from './grid.js';
import { enumerated, sentence } from '../language/sentence.js';
import { phaseWord, wireWord } from '../language/word.js';

const ended: readonly RowState[] = ['done', 'failed', 'skipped'];

/** How far a row is on its way, from 0 to 1. */
function share(board: BoardView, row: ViewRow): number {
  if (ended.includes(row.state)) return 1;
  const [first, whole] = row.phase === 'activate' ? [0.5, 0.5] : row.phase === 'prepare' ? [0, 0.5] : [0, 1];
  if (row.state === 'ready') return first + whole;
  const columns = board.columns.filter(({ phase }) => phase === row.phase);
  const done = columns.filter(({ phase, step }) => row.cells[cellKey(phase, step)]?.endedAt);
  return columns.length === 0 ? first : first + (whole * done.length) / (columns.length + 1);
}

/** How far the whole of it is, from 0 to 1. */
export function progress(board: BoardView): number {
  if (board.state === 'settled') return 1;
  const rows = board.rows;
  return rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + share(board, row), 0) / rows.length;
}

/** In the order in which they are counted. */
const states: readonly RowState[] = ['done', 'failed', 'working', 'ready', 'waiting', 'skipped'];

/** How many rows stand how: "12 done, 3 failed". */
export function countsByState(rows: readonly ViewRow[], paint?: FrameTime['paint']): string {
  const counts = states.map((state): [RowState, number] => [state, rows.filter((row) => row.state === state).length]);
  const colour = (state: RowState, text: string): string => {
    if (!paint) return text;
    if (state === 'failed') return paint.red(text);
    return state === 'done' ? paint.green(text) : state === 'working' ? paint.cyan(text) : paint.dim(text);
  };
  return enumerated(
    counts
      .filter(([, n]) => n > 0)
      .map(([state, n]) =>
        colour(
          state,
          sentence('board.count', { n, state: state === 'working' ? sentence('board.working') : wireWord(state) }),
        ),
      ),
  );
}

/** The phases with how long each took, or takes. */
export function phaseLine(board: BoardView, time: FrameTime): string {
  const { paint, now } = time;
  if (board.waiting !== null) return paint.yellow(sentence('board.queued', { for: board.waiting }));
  if (board.phases.length === 0) return board.state === 'settled' ? '' : paint.dim(sentence('board.noWorker'));
  const texts = board.phases.map(({ phase, at }, index) => {
    const end = board.phases[index + 1]?.at ?? board.settledAt;
    const mark = end === null ? spinner(time) : paint.green('✓');
    return `${phaseWord(phase)} ${mark} ${paint.dim(formatCompactDuration((end ?? now) - at))}`;
  });
  const batch =
    board.batches > 1
      ? paint.dim(`  ${sentence('board.batch', { batch: board.batch + 1, batches: board.batches })}`)
      : '';
  return texts.join('   ') + batch;
}

/** A bar with the counts behind it. */
export function bar(board: BoardView, columns: number, { paint }: FrameTime): string {
  const rows = board.rows;
  const sent = rows.reduce((sum, row) => sum + row.bytes, 0);
  const length = Math.max(10, Math.min(40, Math.floor(columns / 3)));
  const full = Math.round(progress(board) * length);
  const failed = rows.some((row) => row.state === 'failed');
  const filled = (failed ? paint.red : paint.green)('█'.repeat(full));
  const counts = enumerated([
    countsByState(rows, paint),
    ...(sent > 0 ? [sentence('board.sent', { bytes: formatBytes(sent) })] : []),
  ]);
  return `${filled}${paint.dim('░'.repeat(length - full))}  ${counts || sentence('count.apps', { n: rows.length })}`;
}
