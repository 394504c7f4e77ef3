import { byPlace, outlineOf, stepRow } from '#contract/workflow';
import { cellKey, type StepCells } from '#api/client';

/** A step as a column of the matrix. */
export interface MatrixColumn {
  key: string;
  phase: string;
  step: string;
}

/** The columns of a release: what has happened on any host and, while it is under way, what is expected. */
export function columnsOf(action: string, lines: Iterable<StepCells>, settled: boolean): MatrixColumn[] {
  const expected = outlineOf(action).flatMap(({ phase, steps }) => steps.map((step) => cellKey(phase, step)));
  const keys = new Set<string>(settled ? [] : expected);
  for (const line of lines) for (const key in line) keys.add(key);
  return [...keys].map(toColumn).sort(byPlace);
}

/** The columns of a plan, whose hosts have steps to come. */
export const columnsOfPlan = (steps: Iterable<{ phase: string; step: string }>): MatrixColumn[] =>
  [...new Set([...steps].map(({ phase, step }) => cellKey(phase, step)))].map(toColumn).sort(byPlace);

function toColumn(key: string): MatrixColumn {
  const [phase, step] = key.split('/') as [string, string];
  return { key, phase, step };
}

const sends = (step: string): boolean => stepRow(step)?.records === 'transfer';

/** The widths of the columns, for a grid: a step that tells of bytes needs more room. */
export const widthsOf = (columns: readonly MatrixColumn[]): string =>
  columns.map(({ step }) => (sends(step) ? 'minmax(8.5rem, 1.3fr)' : 'minmax(5.75rem, 1fr)')).join(' ');

/** The least width of all of them together, in rem. */
export const leastWidth = (columns: readonly MatrixColumn[]): number =>
  columns.reduce((sum, { step }) => sum + (sends(step) ? 8.5 : 5.75), 0);

/** The number of hosts in each state, for one column. */
export interface ColumnCounts {
  begun: number;
  done: number;
  failed: number;
}

/** Counts the cells of every column. */
export function countColumns(columns: readonly MatrixColumn[], lines: Iterable<StepCells>): Map<string, ColumnCounts> {
  const counts = new Map(columns.map(({ key }) => [key, { begun: 0, done: 0, failed: 0 }]));
  for (const line of lines) {
    for (const key in line) {
      const count = counts.get(key);
      if (count) count[line[key]!.state] += 1;
    }
  }
  return counts;
}
