import { Trouble } from '#contract';
import type { Row, Statements } from '#mysql';
import type { App } from '#release';
import { text } from './columns.js';
import { readRows } from './readRows.js';
import { toApp } from './toApp.js';

/** What a row is called in `k`. */
function namesOf(row: Row): string[] {
  const automated = text(row, 'auto_deloy') === '1' && text(row, 'app_key') !== '';
  return [text(row, 'app_key'), text(row, 'local_name'), ...(automated ? ['all'] : [])];
}

/** See Inventory.resolve. */
export async function resolve(db: Statements, table: string, k: string): Promise<App[]> {
  const names = [...new Set(k.split(/[\s,]+/).filter((name) => name !== ''))];
  if (names.length === 0) throw new Trouble('PARAMETER_INVALID', { field: 'k', reason: 'names no app' });
  const marks = names.map(() => '?').join(', ');
  const all = names.includes('all') ? "OR auto_deloy = '1'" : '';
  const { chosen, namesakes } = await readRows(
    db,
    table,
    { sql: `(app_key IN (${marks}) OR local_name IN (${marks}) ${all})`, values: [...names, ...names] },
    (row) => namesOf(row).some((name) => names.includes(name)),
  );
  const known = new Set(chosen.flatMap(namesOf));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Trouble('APP_UNKNOWN', { names: unknown });
  for (const row of chosen) {
    const ids = namesakes(row);
    if (text(row, 'app_key') !== '' && ids.length > 1) {
      throw new Trouble('APP_AMBIGUOUS', { app: text(row, 'app_key'), ids });
    }
  }
  return chosen.map(toApp);
}
