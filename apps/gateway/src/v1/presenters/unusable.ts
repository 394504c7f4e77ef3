import type { UnusableRowView } from '#api';
import { errorInside, statement, type CodedError } from '#contract';
import type { UnusableRow } from '#inventory';
import { rowProblem } from '../../requests/rowProblem.js';

/** As many are told at once; what is wrong with so many rows is mostly one thing. */
const most = 1000;

/** What is wrong with a row of the catalogue, for people and for their programs. */
export const problemMembers = (
  trouble: CodedError,
): Required<Pick<UnusableRowView, 'problem' | 'problemStatement'>> => ({
  problem: rowProblem(trouble),
  problemStatement: statement('warning.error', { error: errorInside(trouble, 'cause') }),
});

/** What the first page of a list has beside its items. */
const beside = <T, V>(all: readonly T[], view: (one: T) => V): { unusable: V[]; unusableTotal: number } => ({
  unusable: all.slice(0, most).map(view),
  unusableTotal: all.length,
});

/** The rows that are no apps, as the first page of apps has them. */
export const unusableRows = (rows: readonly UnusableRow[]): { unusable: UnusableRowView[]; unusableTotal: number } =>
  beside(rows, ({ id, app, group, host, trouble }) => ({
    ...{ id, app, group, host, code: trouble.code },
    ...problemMembers(trouble),
  }));

/** The groups that have such rows only and whose name, or that of a row, holds a text, as the first page of groups has them. */
export function unusableGroups(
  rows: readonly UnusableRow[],
  { q = '', described }: { q: string | undefined; described: ReadonlyMap<string, unknown> },
): { unusable: string[]; unusableTotal: number } {
  const part = q.toLowerCase();
  const holds = (name: string): boolean => name.toLowerCase().includes(part);
  // A described group is among the items by its name, with nothing in it.
  const holding = rows.filter(
    ({ app, group, besideApps }) =>
      group !== '' && !besideApps && (holds(group) ? !described.has(group) : holds(app ?? '')),
  );
  return beside([...new Set(holding.map(({ group }) => group))].sort(), (name) => name);
}
