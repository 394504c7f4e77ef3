import { sql, type Kysely } from 'kysely';
import { identifier } from '../connection/identifier.js';
import type { OriginalTables } from './originalTables.js';
import { whereAllowed } from './whereAllowed.js';

/** Keys on more of a text column do not fit everywhere: older row formats take 767 bytes. */
const most = 64;

/** Whether a column may have a key of ours: it is a table's, not a view's, and no key begins with it yet. */
async function wants(db: Kysely<unknown>, table: string, column: string): Promise<boolean> {
  const { rows: there } = await sql`
    SELECT 1 FROM information_schema.COLUMNS JOIN information_schema.TABLES USING (TABLE_SCHEMA, TABLE_NAME)
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${table} AND COLUMN_NAME = ${column}
      AND DATA_TYPE IN ('varchar', 'char') AND TABLE_TYPE = 'BASE TABLE'`.execute(db);
  const { rows: keys } = await sql`
    SELECT 1 FROM information_schema.STATISTICS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${table} AND COLUMN_NAME = ${column} AND SEQ_IN_INDEX = 1`.execute(
    db,
  );
  return there.length > 0 && keys.length === 0;
}

async function addKey(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  if (!(await wants(db, table, column))) return;
  const change = `ALTER TABLE ${identifier(table)} ADD KEY rexflow_${column} (\`${column}\`(${most}))`;
  await whereAllowed(() => sql.raw(change).execute(db));
}

/**
 * Keys for what is looked up again and again in the original's tables, which have none: without them each look reads every
 * row, and each update asks for the lock of every row.
 */
export async function up(db: Kysely<unknown>, tables: OriginalTables): Promise<void> {
  for (const table of [tables.apps, tables.externalApps]) {
    await addKey(db, table, 'app_key');
    await addKey(db, table, 'local_name');
  }
  await addKey(db, tables.records, 'deploy_key');
  await addKey(db, tables.records, 'randomStr');
  await addKey(db, tables.status, 'deploy_key');
}
