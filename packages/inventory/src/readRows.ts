import { identifier, type Row, type Statements, type Value } from '#mysql';
import { text } from './columns.js';

/** Rows of the catalogue and, for telling an app_key of several rows, every other row with one of their keys. */
export interface Rows {
  /** In the order of id. */
  chosen: Row[];
  /** Ids of all rows with this row's app_key. */
  namesakes(row: Row): string[];
}

/**
 * The rows that a condition with bound values selects and `wanted` confirms: MySQL compares without regard to case and
 * blanks at the end, while names become files.
 */
export async function readRows(
  db: Statements,
  table: string,
  condition: { sql: string; values: Value[] },
  wanted: (row: Row) => boolean,
): Promise<Rows> {
  const from = identifier(table);
  const chosen = (
    await db.query<Row>(`SELECT * FROM ${from} WHERE ${condition.sql} ORDER BY id`, condition.values)
  ).filter(wanted);
  const keys = [...new Set(chosen.map((row) => text(row, 'app_key')))];
  // Two looks: of one condition with both of them MySQL makes a look at every row.
  const others =
    keys.length === 0
      ? []
      : await db.query<Row>(
          `SELECT id, app_key FROM ${from} WHERE app_key IN (${keys.map(() => '?').join(', ')}) ORDER BY id`,
          keys,
        );
  return { chosen, namesakes: namesakesAmong(others) };
}

/** Every row there is. */
export async function readEvery(db: Statements, table: string): Promise<Rows> {
  const chosen = await db.query<Row>(`SELECT * FROM ${identifier(table)} ORDER BY id`);
  return { chosen, namesakes: namesakesAmong(chosen) };
}

function namesakesAmong(rows: readonly Row[]): Rows['namesakes'] {
  const ids = new Map<string, string[]>();
  for (const row of rows) {
    const key = text(row, 'app_key');
    const known = ids.get(key);
    if (known) known.push(text(row, 'id'));
    else ids.set(key, [text(row, 'id')]);
  }
  return (row) => ids.get(text(row, 'app_key')) ?? [];
}
