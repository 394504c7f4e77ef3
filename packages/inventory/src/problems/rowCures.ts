import { errorInside, statement, type Statement } from '#contract';
import { isFleetName } from '#fleet';
import type { RowProblem } from '../rows/types.js';
import { settingOfColumn } from '../settings/columnsOf.js';

/** A row with what is wrong with it. */
type WrongRow = Pick<RowProblem, 'id' | 'app' | 'trouble'>;

/** Gives what puts a row right, as somebody types it. */
export type CureOf = (row: WrongRow) => string;

/** The rows that no command can name: their app_key is that of several, or is none. */
const unnamed = (problems: readonly WrongRow[]): Set<number> =>
  new Set(
    problems
      .filter(({ app, trouble: { code, details } }) => {
        const columns = (details.columns ?? []) as readonly string[];
        const lost = columns.some((column) => /^(app_key|local_name)\b/.test(column));
        return app === null || !isFleetName(app) || code === 'APP_AMBIGUOUS' || lost;
      })
      .map(({ id }) => id),
  );

/**
 * The cures of the rows that have these problems, which are all of an environment: a command where the row is that of one app, otherwise
 * the statement. For an environment that is not `ours` always the statement: a command typed here changes the one that is.
 */
export function rowCures(
  problems: readonly WrongRow[],
  { external, tables }: { external: boolean; tables: { apps: string; externalApps: string } },
  { ours }: { ours: boolean },
): CureOf {
  const nameless = unnamed(problems);
  const table = external ? tables.externalApps : tables.apps;
  return ({ id, app, trouble: { code, details } }) => {
    const change = (column: string, value: string): string => {
      const setting = settingOfColumn(column);
      return ours && app !== null && setting !== null && !nameless.has(id)
        ? `rexflow app set ${app} ${setting === 'enabled' ? 'enabled=false' : `${setting}=${value}`}`
        : `UPDATE ${table} SET ${column} = '${value}' WHERE id = ${id}`;
    };
    if (code === 'APP_AMBIGUOUS') return change('app_key', '<name>');
    if (code === 'PATHS_MEET' || code === 'SERVICES_MEET') return change('auto_deloy', '0');
    const [first] = details.columns as readonly string[];
    return change(first!.split(' ')[0]!, '<value>');
  };
}

/** What is wrong with a row, and what puts it right. */
export function problemStatement({ trouble }: Pick<RowProblem, 'trouble'>, cure: string): Statement {
  const details = { error: errorInside(trouble, 'cause'), cure };
  if (trouble.code === 'APP_AMBIGUOUS') return statement('problem.ambiguous', details);
  if (trouble.code === 'SERVICES_MEET') return statement('problem.served', details);
  return statement(trouble.code === 'PATHS_MEET' ? 'problem.meet' : 'problem.incomplete', details);
}
