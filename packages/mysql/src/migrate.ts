import { Kysely, Migrator, MysqlDialect } from 'kysely';
import { createPool } from 'mysql2';
import { away, isAway } from './away.js';
import { identifier } from './identifier.js';
import { migrations } from './migrations/index.js';
import { originalNames, type OriginalTables } from './originalTables.js';
import { poolOptions, type Settings } from './settings.js';

/**
 * Brings a database up to date on connections of its own and gives the names of the migrations that ran. They take nothing
 * from the original's tables, and a lock of the server keeps processes that start together from running them at the same
 * time. Throws MYSQL_AWAY, or what a migration ran into; a migration that failed half-way is run again at the next start.
 */
export async function migrate(settings: Settings, tables: OriginalTables = originalNames): Promise<string[]> {
  Object.values(tables).forEach(identifier);
  const pool = createPool({ ...poolOptions(settings), connectionLimit: 2 });
  const db = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) });
  try {
    const { error, results = [] } = await new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve(migrations(tables)) },
      migrationTableName: 'rexflow_migrations',
      migrationLockTableName: 'rexflow_migrations_lock',
    }).migrateToLatest();
    if (error !== undefined) throw isAway(error) ? away(error) : error;
    return results.map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}
