import { sql, type Kysely } from 'kysely';

/**
 * Adds the columns a table does not have yet, by name and definition. A migration that was cut off is run again, and only
 * MariaDB knows ADD COLUMN IF NOT EXISTS.
 */
export async function addColumns(
  db: Kysely<unknown>,
  table: string,
  columns: Readonly<Record<string, string>>,
): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${table}`.execute(db);
  const present = new Set(rows.map((row) => row.name));
  const missing = Object.entries(columns).filter(([name]) => !present.has(name));
  if (missing.length === 0) return;
  const added = missing.map(([name, definition]) => `ADD COLUMN ${name} ${definition}`).join(', ');
  await sql.raw(`ALTER TABLE ${table} ${added}`).execute(db);
}
