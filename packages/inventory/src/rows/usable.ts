import type { Row } from '#mysql';
import type { App } from '#release';
import type { Catalogue } from './catalogue.js';
import { textColumn } from './columns.js';
import { flaws } from './flaws.js';
import { readEvery, readRows, type Rows } from './readRows.js';
import { toApp } from './toApp.js';

/** The apps whose column has a value, without the rows that are incomplete or share their app_key. */
export async function usable(catalogue: Catalogue, column: 'auto_deloy' | 'local_name', value: string): Promise<App[]> {
  const wanted = (row: Row): boolean => textColumn(row, column) === value;
  return fitting(await readRows(catalogue, { sql: `${column} = ?`, values: [value] }, wanted));
}

/** The same of every row there is, in one query. */
export async function everyUsable(catalogue: Catalogue): Promise<App[]> {
  return fitting(await readEvery(catalogue));
}

/** The apps of rows that are complete and have an app_key of their own. */
export const fitting = ({ chosen, namesakes, described }: Rows): App[] =>
  chosen
    .filter((row) => flaws(row, described).length === 0 && namesakes(row).length === 1)
    .map((row) => toApp(row, described));
