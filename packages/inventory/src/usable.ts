import type { Row, Statements } from '#mysql';
import type { App } from '#release';
import { textColumn } from './columns.js';
import { flaws } from './flaws.js';
import { readEvery, readRows, type Rows } from './readRows.js';
import { toApp } from './toApp.js';

/** The apps whose column has a value, without the rows that are incomplete or share their app_key. */
export async function usable(
  db: Statements,
  table: string,
  column: 'auto_deloy' | 'local_name',
  value: string,
): Promise<App[]> {
  const wanted = (row: Row): boolean => textColumn(row, column) === value;
  return fitting(await readRows(db, table, { sql: `${column} = ?`, values: [value] }, wanted));
}

/** The same of every row there is, in one query. */
export async function everyUsable(db: Statements, table: string): Promise<App[]> {
  return fitting(await readEvery(db, table));
}

/** The apps of rows that are complete and have an app_key of their own. */
export const fitting = ({ chosen, namesakes }: Rows): App[] =>
  chosen.filter((row) => flaws(row).length === 0 && namesakes(row).length === 1).map(toApp);
