import type { UnusableCellView, UnusableRowView } from '#api';
import { errorInside, statement, type CodedError } from '#contract';
import type { CureOf, UnusableRow } from '#inventory';
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
export const unusableRows = (
  rows: readonly UnusableRow[],
  cureOf: CureOf,
): { unusable: UnusableRowView[]; unusableTotal: number } =>
  beside(rows, (row) => {
    const { id, app, group, host, trouble } = row;
    return { ...{ id, app, group, host, code: trouble.code }, ...problemMembers(trouble), cure: cureOf(row) };
  });

/** Those on hosts that have no others, and whose address or app_key holds a text, by the host, as the first page of hosts has them. */
export function unusableOnHosts(
  rows: readonly UnusableRow[],
  { q = '', described, cureOf }: { q: string | undefined; described: ReadonlySet<string>; cureOf: CureOf },
): ReturnType<typeof unusableRows> {
  const part = q.toLowerCase();
  const holds = (name: string): boolean => name.toLowerCase().includes(part);
  // A described host is among the items by its address, with nothing on it.
  const holding = rows.filter(
    ({ app, host, hostHasApps }) =>
      host !== '' && !hostHasApps && (holds(host) ? !described.has(host) : holds(app ?? '')),
  );
  return unusableRows(
    holding.toSorted((a, b) => (a.host === b.host ? a.id - b.id : a.host < b.host ? -1 : 1)),
    cureOf,
  );
}

/** Groups of an environment that have such rows only, each with the first of them, as the first page of the matrix has them. */
export function unusableCells(
  place: Pick<UnusableCellView, 'environment' | 'database'>,
  rows: readonly UnusableRow[],
  cureOf: CureOf,
): UnusableCellView[] {
  const groups = new Map<string, UnusableRow[]>();
  for (const row of rows) {
    if (row.group === '' || row.besideApps) continue;
    const known = groups.get(row.group);
    if (known) known.push(row);
    else groups.set(row.group, [row]);
  }
  return [...groups].map(([group, all]) => {
    const [first] = all as [UnusableRow, ...UnusableRow[]];
    return { ...place, group, rows: all.length, ...problemMembers(first.trouble), cure: cureOf(first) };
  });
}

/** The members that say so, of all environments by the group. */
export const unusableInMatrix = (
  cells: readonly UnusableCellView[],
): { unusable: UnusableCellView[]; unusableTotal: number } =>
  beside(
    cells.toSorted((a, b) => (a.group === b.group ? 0 : a.group < b.group ? -1 : 1)),
    (cell) => cell,
  );

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
