import { filledUp, identifier, type Row, type Statements, type Value, placeholders } from '#mysql';
import type { Catalogue } from './catalogue.js';
import { textColumn } from './columns.js';
import type { Described } from '../hosts/readDescribed.js';

/** Rows of the catalogue and, for telling an app_key of several rows, every other row with one of their keys. */
export interface Rows {
  /** In the order of id. */
  chosen: Row[];
  /** Ids of all rows with this row's app_key. */
  namesakes(row: Row): string[];
  described: Described;
}

/**
 * The rows that a condition with bound values selects and `wanted` confirms: MySQL compares without regard to case and
 * blanks at the end, while names become files.
 */
export async function readRows(
  { db, table, described }: Catalogue,
  condition: { sql: string; values: Value[] },
  wanted: (row: Row) => boolean,
): Promise<Rows> {
  const from = identifier(table);
  const [found, beside] = await Promise.all([
    db.query<Row>(`SELECT * FROM ${from} WHERE ${condition.sql} ORDER BY id`, condition.values),
    described(),
  ]);
  const chosen = found.filter(wanted);
  const keys = [...new Set(chosen.map((row) => textColumn(row, 'app_key')))];
  return { chosen, namesakes: namesakesAmong(await withKeys(db, from, keys)), described: beside };
}

async function withKeys(db: Statements, from: string, keys: readonly string[]): Promise<Row[]> {
  if (keys.length === 0) return [];
  return await db.query<Row>(
    `SELECT id, app_key FROM ${from} WHERE app_key IN (${placeholders(keys)}) ORDER BY id`,
    keys,
  );
}

/**
 * The rows whose app_key or local_name is one of the names of an ask, as MySQL compares: of several asks at once, in one
 * query. One condition with both of the columns would make it look at every row.
 */
export async function readNamed({ db, table, described }: Catalogue, asks: string[][]): Promise<Rows[]> {
  const from = identifier(table);
  const names = [...new Set(asks.flat())];
  const bound = filledUp(names);
  const [found, beside] = await Promise.all([
    db.query<Row>(
      `SELECT * FROM ${from} WHERE app_key IN (${placeholders(bound)}) UNION ALL SELECT * FROM ${from} WHERE local_name IN (${placeholders(bound)})`,
      [...bound, ...bound],
    ),
    described(),
  ]);
  const chosen = [...new Map(found.map((row) => [row.id, row])).values()].sort((a, b) => Number(a.id) - Number(b.id));
  const known = new Set(names);
  const keys = [...new Set(chosen.map((row) => textColumn(row, 'app_key')).filter((key) => !known.has(key)))];
  const rows: Rows = {
    chosen,
    namesakes: namesakesAmong([...chosen, ...(await withKeys(db, from, keys))]),
    described: beside,
  };
  return asks.map(() => rows);
}

/** Every row there is. */
export async function readEvery({ db, table, described }: Catalogue): Promise<Rows> {
  const [chosen, beside] = await Promise.all([
    db.query<Row>(`SELECT * FROM ${identifier(table)} ORDER BY id`),
    described(),
  ]);
  return { chosen, namesakes: namesakesAmong(chosen), described: beside };
}

/** Implements Rows.namesakes, of rows with at least the columns id and app_key. */
export function namesakesAmong(rows: readonly Row[]): Rows['namesakes'] {
  const ids = new Map<string, Set<string>>();
  for (const row of rows) {
    const key = textColumn(row, 'app_key');
    const known = ids.get(key);
    if (known) known.add(textColumn(row, 'id'));
    else ids.set(key, new Set([textColumn(row, 'id')]));
  }
  return (row) => [...(ids.get(textColumn(row, 'app_key')) ?? [])].sort((a, b) => Number(a) - Number(b));
}
