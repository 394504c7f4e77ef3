import { identifier, type Row, type Statements } from '#mysql';
import { everyNeeded } from './flaws.js';

/** Columns of a catalogue that no app can do without and that the table does not have. Throws what the database throws. */
export async function lackingColumns(db: Statements, table: string): Promise<string[]> {
  const from = identifier(table);
  // Asked as the apps are asked for: a table that may be described may still not be read.
  await db.query(`SELECT 1 FROM ${from} LIMIT 1`);
  const there = new Set((await db.query<Row>(`SHOW COLUMNS FROM ${from}`)).map(({ Field }) => String(Field)));
  return everyNeeded.filter((column) => !there.has(column));
}
