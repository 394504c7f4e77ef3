import type { Statements } from '#mysql';

/** The size of one of our tables, as MySQL estimates it: it counts no rows for that. */
export interface TableSize {
  /** With its prefix. */
  table: string;
  rows: number;
  /** Bytes of data and keys. */
  bytes: number;
}

/** Our tables, the largest first. */
export async function tableSizes(sql: Statements): Promise<TableSize[]> {
  const found = await sql.query<{ name: string; count: number; bytes: number }>(
    `SELECT TABLE_NAME AS name, TABLE_ROWS AS count, DATA_LENGTH + INDEX_LENGTH AS bytes FROM information_schema.TABLES
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'rexflow!_%' ESCAPE '!' AND TABLE_TYPE = 'BASE TABLE'
     ORDER BY bytes DESC, name`,
  );
  return found.map(({ name, count, bytes }) => ({ table: name, rows: Number(count), bytes: Number(bytes) }));
}
