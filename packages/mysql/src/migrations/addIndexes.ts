import { sql, type Kysely } from 'kysely';

/** Adds the indexes a table does not have yet, by name and columns; see addColumns for why it looks first. */
export async function addIndexes(
  db: Kysely<unknown>,
  table: string,
  indexes: Readonly<Record<string, string>>,
): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT INDEX_NAME AS name FROM information_schema.STATISTICS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${table}`.execute(db);
  const present = new Set(rows.map((row) => row.name));
  const missing = Object.entries(indexes).filter(([name]) => !present.has(name));
  if (missing.length === 0) return;
  const added = missing.map(([name, columns]) => `ADD INDEX ${name} (${columns})`).join(', ');
  await sql.raw(`ALTER TABLE ${table} ${added}`).execute(db);
}
