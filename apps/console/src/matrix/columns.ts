import { columnOf, type StepCells } from './cells.js';

/** A step as a column of the matrix. */
export interface MatrixColumn {
  key: string;
  phase: string;
  step: string;
}

/** Steps in the order they are taken; what is not here comes after what is. */
const order: readonly [phase: string, steps: readonly string[]][] = [
  ['prepare', ['inspect', 'verifyTarget', 'carry', 'seal', 'carryExactly', 'sealExactly']],
  ['activate', ['activate', 'probe', 'confirm', 'revert', 'probeAgain', 'discard']],
  ['undo', ['takeBack', 'probeAgain', 'discard']],
  ['discard', ['discard', 'disarm']],
  ['visit', []],
];

/** The steps an action will take, shown before the first event. */
const expected: Readonly<Record<string, readonly string[]>> = {
  release: ['prepare/inspect', 'prepare/carry', 'prepare/seal', 'activate/activate', 'activate/probe'],
  rollback: ['prepare/inspect', 'prepare/verifyTarget', 'activate/activate', 'activate/probe'],
};

const place = (name: string, names: readonly string[]): number => {
  const index = names.indexOf(name);
  return index === -1 ? names.length : index;
};

const phaseNames = order.map(([phase]) => phase);
const stepsOf = (phase: string): readonly string[] => order.find(([name]) => name === phase)?.[1] ?? [];

/** The columns of a release: what has happened on any host and, while it is under way, what is expected. */
export function columnsOf(action: string, lines: Iterable<StepCells>, settled: boolean): MatrixColumn[] {
  const keys = new Set<string>(settled ? [] : (expected[action] ?? []));
  for (const line of lines) for (const key in line) keys.add(key);
  return [...keys].map(toColumn).sort(inOrder);
}

/** The columns of a plan, whose hosts have steps to come. */
export const columnsOfPlan = (steps: Iterable<{ phase: string; step: string }>): MatrixColumn[] =>
  [...new Set([...steps].map(({ phase, step }) => columnOf(phase, step)))].map(toColumn).sort(inOrder);

function toColumn(key: string): MatrixColumn {
  const [phase, step] = key.split('/') as [string, string];
  return { key, phase, step };
}

const inOrder = (a: MatrixColumn, b: MatrixColumn): number =>
  place(a.phase, phaseNames) - place(b.phase, phaseNames) ||
  place(a.step, stepsOf(a.phase)) - place(b.step, stepsOf(b.phase)) ||
  (a.step < b.step ? -1 : 1);

/** The widths of the columns, for a grid: a step that tells of bytes needs more room. */
export const widthsOf = (columns: readonly MatrixColumn[]): string =>
  columns.map(({ step }) => (step.startsWith('carry') ? 'minmax(8.5rem, 1.3fr)' : 'minmax(5.75rem, 1fr)')).join(' ');

/** The least width of all of them together, in rem. */
export const leastWidth = (columns: readonly MatrixColumn[]): number =>
  columns.reduce((sum, { step }) => sum + (step.startsWith('carry') ? 8.5 : 5.75), 0);

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
