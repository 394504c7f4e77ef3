import { sql, type Kysely } from 'kysely';

/** Drops the indexes a table still has, by name. A migration that failed half-way may have dropped some before. */
export async function dropIndexes(db: Kysely<unknown>, table: string, names: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT INDEX_NAME AS name FROM information_schema.STATISTICS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${table} AND INDEX_NAME IN (${sql.join(names)})`.execute(db);
  if (rows.length === 0) return;
  const dropped = rows.map(({ name }) => `DROP INDEX \`${name}\``).join(', ');
  await sql.raw(`ALTER TABLE ${table} ${dropped}`).execute(db);
}
