import { errorInside, statement, type Statement } from '#contract';
import type { Fleet, FleetChange } from '#fleet';
import type { Flaw } from '../rows/flaws.js';
import type { Grounds } from '../rows/placeOf.js';
import { settingOf } from '../settings/columnsOf.js';
import type { BesideRows } from '../beside/besideRow.js';
import { judgeRows } from '../rows/survey.js';
import type { RowProblem } from '../rows/types.js';
import type { ChangeProblems } from './problems.js';
import type { StoredFleet } from './storedFleet.js';

/** The setting that stands in a column. */
const settingIn = (column: string): string => (settingOf as Readonly<Record<string, string>>)[column] ?? column;

/** What is wrong with columns, said of the settings that stand in them. */
const inSettings = (flaws: readonly Flaw[]): Flaw[] =>
  flaws.map((flaw) =>
    typeof flaw === 'string'
      ? settingIn(flaw)
      : { ...flaw, details: { ...flaw.details, column: settingIn(String(flaw.details.column)) } },
  );

function problemOf({ trouble }: RowProblem): Statement {
  const { code, details } = trouble;
  if (code === 'APP_INCOMPLETE')
    return statement('row.lacks', { columns: inSettings(details.statements as readonly Flaw[]) });
  if (code === 'SERVICES_MEET')
    return statement('row.servedTogether', { pairs: (details.statements as readonly Statement[]).slice(0, 3) });
  if (code !== 'PATHS_MEET') return statement('row.error', { error: errorInside(trouble, 'cause') });
  return statement('row.meets', { pairs: (details.statements as readonly Statement[]).slice(0, 3) });
}

type Judged = Pick<StoredFleet, 'every' | 'hosts'> & BesideRows;

/** Reports the problems of rows that they did not have before. Where two apps meet, it is the changed one that is told. */
export function checkRows(
  before: Judged,
  after: Judged & { fleet: Fleet },
  { changes, ...of }: { table: string; grounds: Grounds; changes: readonly FleetChange[] },
  { report }: ChangeProblems,
): void {
  const problemsOf = ({ every, ...described }: Judged): RowProblem[] =>
    judgeRows(every, { ...of, ...described }).problems;
  const known = new Set(problemsOf(before).map(({ id, trouble }) => `${id} ${trouble.code}`));
  const found = problemsOf(after).filter(({ id, trouble }) => !known.has(`${id} ${trouble.code}`));
  const changed = new Set(changes.filter(({ kind }) => kind === 'app').map(({ name }) => name));
  const own = found.filter(({ app }) => app !== null && changed.has(app));
  for (const problem of own.length > 0 ? own : found) {
    const group = after.fleet.apps.get(problem.app ?? '')?.group;
    report(group === undefined ? [] : ['groups', group, 'apps', problem.app!], problemOf(problem));
  }
}
