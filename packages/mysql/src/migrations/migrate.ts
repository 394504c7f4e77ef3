import { CodedError } from '#contract';
import { Kysely, MysqlDialect } from 'kysely';
import { createPool } from 'mysql2';
import { away, isAway } from '../connection/away.js';
import { identifier } from '../connection/identifier.js';
import { firstMigrations, laterMigrations, type Migrations } from './index.js';
import { originalNames, type OriginalTables } from './originalTables.js';
import { runMigrations } from './runMigrations.js';
import { requireWhole } from './unfinishedRestore.js';
import { poolOptions, type MysqlSettings } from '../connection/settings.js';

/**
 * Brings a database up to date on connections of its own and gives the names of the migrations that ran. They take nothing
 * from the original's tables, and a lock of the server keeps processes that start together from running them at the same
 * time. Throws MYSQL_AWAY, RESTORE_UNFINISHED unless it is the restore that asks, SCHEMA_NEWER when a newer program has changed
 * the tables so that this one cannot use them, or what a migration ran into; a migration that failed half-way is run again at the
 * next start.
 */
export async function migrate(
  settings: MysqlSettings,
  tables: OriginalTables = originalNames,
  later: Migrations = laterMigrations(tables),
  { restoring } = { restoring: false },
): Promise<string[]> {
  Object.values(tables).forEach(identifier);
  const pool = createPool({ ...poolOptions(settings), connectionLimit: 2 });
  const db = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) });
  try {
    if (!restoring) await requireWhole(db);
    return await runMigrations(db, firstMigrations(tables), later);
  } catch (thrown) {
    throw !(thrown instanceof CodedError) && isAway(thrown) ? away(thrown) : thrown;
  } finally {
    await db.destroy();
  }
}
