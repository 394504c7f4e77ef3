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
  return {
    chosen,
    namesakes: (row) =>
      others.filter((other) => text(other, 'app_key') === text(row, 'app_key')).map((other) => text(other, 'id')),
  };
}
