import { identifier, placeholders, type Row, type Transaction, type Value } from '#mysql';
import type { RowChange } from './rowChanges.js';

/** How many rows one statement writes. */
const atOnce = 200;

/** The parts of a list, each short enough for one statement. */
export function portions<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / atOnce) }, (_, at) => list.slice(at * atOnce, (at + 1) * atOnce));
}

/** Writes rows of the catalogue: new ones together, changed ones by their id, and takes away those that are to go. */
export async function writeRows(
  sql: Transaction,
  table: string,
  { changes, gone, rows }: { changes: readonly RowChange[]; gone: readonly string[]; rows: ReadonlyMap<string, Row> },
): Promise<void> {
  const into = identifier(table);
  const added = changes.filter(({ before }) => before === null);
  for (const portion of portions(added)) {
    const names = Object.keys(portion[0]!.columns);
    const values = portion.flatMap(({ columns }) => names.map((name) => columns[name] ?? null));
    const row = `(${placeholders(names)})`;
    await sql.execute(
      `INSERT INTO ${into} (${names.map(identifier).join(', ')}) VALUES ${portion.map(() => row).join(', ')}`,
      values,
    );
  }
  const changed = changes.filter(({ before, columns }) => before !== null && Object.keys(columns).length > 0);
  for (const portion of portions(changed)) {
    await Promise.all(
      portion.map(({ app, columns }) => {
        const sets = Object.keys(columns).map((name) => `${identifier(name)} = ?`);
        const values: Value[] = [...Object.values(columns), Number(rows.get(app)!['id'])];
        return sql.execute(`UPDATE ${into} SET ${sets.join(', ')} WHERE id = ?`, values);
      }),
    );
  }
  for (const portion of portions(gone.map((app) => Number(rows.get(app)!['id'])))) {
    await sql.execute(`DELETE FROM ${into} WHERE id IN (${placeholders(portion)})`, portion);
  }
}
