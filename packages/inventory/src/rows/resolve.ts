import { CodedError, type Targets } from '#contract';
import { batchCalls } from '#async';
import { placeholders, type Row } from '#mysql';
import type { App } from '#release';
import type { Catalogue } from './catalogue.js';
import { textColumn } from './columns.js';
import { readEvery, readNamed, readRows, type Rows } from './readRows.js';
import { toApp } from './toApp.js';
import { fitting } from './usable.js';

/** The names by which targets mean a row. */
function namesOf(row: Row): string[] {
  const automated = textColumn(row, 'auto_deloy') === '1' && textColumn(row, 'app_key') !== '';
  return [textColumn(row, 'app_key'), textColumn(row, 'local_name'), ...(automated ? ['all'] : [])];
}

/** Implements Inventory.resolve. Those who ask at the same time share a query. */
export function resolver(catalogue: Catalogue): (targets: Targets) => Promise<App[]> {
  const named = batchCalls<string[], Rows>((asks) => readNamed(catalogue, asks));
  return async (targets) => {
    const names = 'all' in targets ? ['all'] : [...new Set(targets.names)];
    if (names.length === 0) throw new CodedError('PARAMETER_INVALID', { field: 'targets', reason: 'names no app' });
    const found = names.includes('all') ? await readEvery(catalogue) : await named(names);
    const meant = found.chosen.filter((row) => namesOf(row).some((name) => names.includes(name)));
    const rows = { ...found, chosen: meant };
    const usable = 'all' in targets || targets.leaveOut ? fitting(rows) : [];
    if (usable.length === 0) return unmistakable(rows, names, namesOf);
    requireKnown(rows, names, namesOf);
    return usable;
  };
}

/** Implements Inventory.keyed. */
export async function keyed(catalogue: Catalogue, keys: readonly string[]): Promise<App[]> {
  if (keys.length === 0) return [];
  const keysOf = (row: Row): string[] => [textColumn(row, 'app_key')];
  const rows = await readRows(catalogue, { sql: `app_key IN (${placeholders(keys)})`, values: [...keys] }, (row) =>
    keysOf(row).some((key) => keys.includes(key)),
  );
  return unmistakable(rows, keys, keysOf);
}

function requireKnown({ chosen }: Rows, names: readonly string[], namesOfRow: (row: Row) => string[]): void {
  const known = new Set(chosen.flatMap(namesOfRow));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new CodedError('APP_UNKNOWN', { names: unknown });
}

/** The apps of rows, once each name means one of them and no app_key is that of several rows. */
function unmistakable(rows: Rows, names: readonly string[], namesOfRow: (row: Row) => string[]): App[] {
  const { chosen, namesakes, described } = rows;
  requireKnown(rows, names, namesOfRow);
  for (const row of chosen) {
    const ids = namesakes(row);
    if (textColumn(row, 'app_key') !== '' && ids.length > 1) {
      throw new CodedError('APP_AMBIGUOUS', { app: textColumn(row, 'app_key'), ids });
    }
  }
  return chosen.map((row) => toApp(row, described));
}
