import { sql, type Kysely } from 'kysely';
import { identifier } from '../connection/identifier.js';
import type { OriginalTables } from './originalTables.js';
import { dropIndexes } from './dropIndexes.js';
import { whereAllowed } from './whereAllowed.js';

/** Whether the original's records have the columns the key is made of, and the key it takes the place of. */
async function hasOldKey(db: Kysely<unknown>, table: string): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`
    SELECT INDEX_NAME AS name FROM information_schema.STATISTICS JOIN information_schema.COLUMNS c
      USING (TABLE_SCHEMA, TABLE_NAME)
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${table} AND INDEX_NAME = 'rexflow_deploy_key'
      AND c.COLUMN_NAME = 'end_time' AND c.DATA_TYPE IN ('datetime', 'timestamp')`.execute(db);
  return rows.length > 0;
}

/** The newest records of an app are found without reading the others; keys that nothing is looked up by go. */
export async function up(db: Kysely<unknown>, { records }: OriginalTables): Promise<void> {
  await dropIndexes(db, 'rexflow_host_releases', ['app_key']);
  await dropIndexes(db, 'rexflow_audit', ['at', 'job']);
  if (!(await hasOldKey(db, records))) return;
  const change = `ALTER TABLE ${identifier(records)}
    DROP KEY rexflow_deploy_key, ADD KEY rexflow_past (deploy_key(64), end_time)`;
  await whereAllowed(() => sql.raw(change).execute(db));
}
