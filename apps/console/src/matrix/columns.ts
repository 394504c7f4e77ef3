import { byPlace, outlineOf, stepRow } from '#contract/workflow';
import { cellKey, type StepCells } from '#api/client';

/** A step as a column of the matrix. */
export interface MatrixColumn {
  key: string;
  phase: string;
  step: string;
  /** Its cells have bytes to show beside their duration. */
  wide: boolean;
}

/** The columns of a release: what has happened on any host and, while it is under way, what is expected. */
export function columnsOf(action: string, lines: Iterable<StepCells>, settled: boolean): MatrixColumn[] {
  const expected = outlineOf(action).flatMap(({ phase, steps }) => steps.map((step) => cellKey(phase, step)));
  const keys = new Set<string>(settled ? [] : expected);
  const wide = new Set<string>();
  for (const line of lines) {
    for (const key in line) {
      keys.add(key);
      if ((line[key]!.bytes ?? 0) > 0) wide.add(key);
    }
  }
  return [...keys].map((key) => toColumn(key, wide.has(key))).sort(byPlace);
}

/** The columns of a plan, whose hosts have steps to come. */
export const columnsOfPlan = (steps: Iterable<{ phase: string; step: string }>): MatrixColumn[] =>
  [...new Set([...steps].map(({ phase, step }) => cellKey(phase, step)))].map((key) => toColumn(key)).sort(byPlace);

function toColumn(key: string, hasBytes = false): MatrixColumn {
  const [phase, step] = key.split('/') as [string, string];
  // A transfer is going to have bytes: its column does not change its width when the first arrive.
  return { key, phase, step, wide: hasBytes || stepRow(step)?.records === 'transfer' };
}

/** The widths of the columns, for a grid: a step that shows bytes needs more room. */
export const widthsOf = (columns: readonly MatrixColumn[]): string =>
  columns.map(({ wide }) => (wide ? 'minmax(8.5rem, 1.3fr)' : 'minmax(5.75rem, 1fr)')).join(' ');

/** The least width of all of them together, in rem. */
export const leastWidth = (columns: readonly MatrixColumn[]): number =>
  columns.reduce((sum, { wide }) => sum + (wide ? 8.5 : 5.75), 0);

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
