import type { Paint } from '../output/paint.js';
import { padEnd, width } from '../output/width.js';
import { formatCompactDuration, cellKey, type BoardCell, type BoardColumn } from '#api/client';
import type { BoardView, ViewRow } from './boardView.js';
import { phaseWord, stepWord } from '../language/word.js';

/** How the steps of a row are shown, and what stands above them. */
export interface BoardGrid {
  width: number;
  head: string[];
  cells(row: ViewRow): string;
}

export interface FrameTime {
  now: number;
  /** Counts the pictures, for what turns. */
  turn: number;
  paint: Paint;
}

const turning = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** What turns while something is at work. */
export const spinner = ({ turn, paint }: FrameTime): string => paint.cyan(turning[turn % turning.length]!);

/** The sign of a step. */
export function sign(cell: BoardCell | undefined, time: FrameTime): string {
  const { paint } = time;
  if (!cell) return paint.dim('·');
  if (cell.state === 'begun') return spinner(time);
  return cell.state === 'done' ? paint.green('✓') : paint.red('✗');
}

const cellOf = (row: ViewRow, { phase, step }: BoardColumn): BoardCell | undefined => row.cells[cellKey(phase, step)];

interface Block {
  phase: string;
  columns: BoardColumn[];
}
function blocksOf(columns: readonly BoardColumn[]): Block[] {
  const blocks: Block[] = [];
  for (const column of columns) {
    const block = blocks.find(({ phase }) => phase === column.phase);
    if (block) block.columns.push(column);
    else blocks.push({ phase: column.phase, columns: [column] });
  }
  return blocks;
}

/** A sign for each step, below the name of its phase. */
function signs(blocks: Block[], time: FrameTime): BoardGrid {
  const widths = blocks.map(({ phase, columns }) => Math.max(width(phaseWord(phase)), columns.length));
  const join = (texts: string[]): string => texts.map((text, index) => padEnd(text, widths[index]!)).join('  ');
  return {
    width: widths.reduce((sum, columns) => sum + columns + 2, -2),
    head: [join(blocks.map(({ phase }) => phaseWord(phase)))],
    cells: (row) => join(blocks.map(({ columns }) => columns.map((one) => sign(cellOf(row, one), time)).join(''))),
  };
}

/** A column for each step with how long it took, below its name. */
function named(blocks: Block[], time: FrameTime): BoardGrid {
  const { paint, now } = time;
  const narrowest = 7;
  const inner = blocks.map(({ columns }) => columns.map(({ step }) => Math.max(width(stepWord(step)), narrowest)));
  const outer = inner.map((widths, index) =>
    Math.max(
      width(phaseWord(blocks[index]!.phase)),
      widths.reduce((sum, columns) => sum + columns + 1, -1),
    ),
  );
  const join = (texts: string[]): string => texts.map((text, index) => padEnd(text, outer[index]!)).join('  ');
  const cell = (row: ViewRow, column: BoardColumn): string => {
    const one = cellOf(row, column);
    const took = one ? ` ${formatCompactDuration((one.endedAt ?? now) - one.begunAt)}` : '';
    return `${sign(one, time)}${paint.dim(took)}`;
  };
  const each = (of: (column: BoardColumn) => string): string[] =>
    blocks.map(({ columns }, block) =>
      columns.map((column, index) => padEnd(of(column), inner[block]![index]!)).join(' '),
    );
  return {
    width: outer.reduce((sum, columns) => sum + columns + 2, -2),
    head: [join(blocks.map(({ phase }) => phaseWord(phase))), join(each(({ step }) => stepWord(step)))],
    cells: (row) => join(each((column) => cell(row, column))),
  };
}

/** The widest way to show the steps that fits; null when none does, or when there are no steps yet. */
export function gridFor(board: BoardView, room: number, time: FrameTime): BoardGrid | null {
  if (board.columns.length === 0) return null;
  const blocks = blocksOf(board.columns);
  const wide = named(blocks, time);
  if (wide.width <= room) return wide;
  const narrow = signs(blocks, time);
  return narrow.width <= room ? narrow : null;
}
