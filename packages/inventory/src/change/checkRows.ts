import type { Fleet, FleetChange } from '#fleet';
import type { Grounds } from '../rows/placeOf.js';
import { settingOf } from '../settings/columnsOf.js';
import { judgeRows } from '../rows/survey.js';
import type { RowProblem } from '../rows/types.js';
import type { ChangeProblems } from './problems.js';
import type { StoredFleet } from './storedFleet.js';

/** The columns a problem of a row names, as the settings that stand in them. */
const inSettings = (columns: readonly string[]): string[] =>
  columns.map((text) => {
    const [column, ...rest] = text.split(' ');
    const setting = (settingOf as Readonly<Record<string, string>>)[column!] ?? column!;
    return [setting, ...rest].join(' ');
  });

function messageOf({ trouble }: RowProblem): string {
  if (trouble.code === 'APP_INCOMPLETE') return `lacks ${inSettings(trouble.details.columns as string[]).join(', ')}`;
  if (trouble.code !== 'PATHS_MEET') return trouble.message.replace(/^k: /, '');
  const pairs = (trouble.details.apps as readonly string[]).slice(0, 3).join('; ');
  return `would be released over another app: ${pairs}; give each a place of its own`;
}

/** Reports the problems of rows that they did not have before. Where two apps meet, it is the changed one that is told. */
export function checkRows(
  before: Pick<StoredFleet, 'every' | 'hosts'>,
  after: Pick<StoredFleet, 'every' | 'hosts'> & { fleet: Fleet },
  { changes, ...of }: { table: string; grounds: Grounds; changes: readonly FleetChange[] },
  { report }: ChangeProblems,
): void {
  const problemsOf = ({ every, hosts }: Pick<StoredFleet, 'every' | 'hosts'>): RowProblem[] =>
    judgeRows(every, { ...of, hosts }).problems;
  const known = new Set(problemsOf(before).map(({ id, trouble }) => `${id} ${trouble.code}`));
  const found = problemsOf(after).filter(({ id, trouble }) => !known.has(`${id} ${trouble.code}`));
  const changed = new Set(changes.filter(({ kind }) => kind === 'app').map(({ name }) => name));
  const own = found.filter(({ app }) => app !== null && changed.has(app));
  for (const problem of own.length > 0 ? own : found) {
    const group = after.fleet.apps.get(problem.app ?? '')?.group;
    report(group === undefined ? [] : ['groups', group, 'apps', problem.app!], messageOf(problem));
  }
}
