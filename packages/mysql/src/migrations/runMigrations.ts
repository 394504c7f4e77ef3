import { CodedError } from '#contract';
import { Migrator, sql, type Kysely } from 'kysely';
import { floor, versionNeeded } from './floor.js';
import type { Migrations } from './index.js';

/** The tables in which the two lists are recorded. Programs that know the first list only have never heard of the second table. */
export const recordedIn = { first: 'rexflow_migrations', later: 'rexflow_schema' } as const;

const lockTable = 'rexflow_migrations_lock';

async function run(
  db: Kysely<unknown>,
  table: string,
  getMigrations: () => Promise<Migrations>,
  allowUnorderedMigrations: boolean,
): Promise<string[]> {
  const { error, results = [] } = await new Migrator({
    db,
    provider: { getMigrations },
    migrationTableName: table,
    migrationLockTableName: lockTable,
    allowUnorderedMigrations,
  }).migrateToLatest();
  if (error !== undefined) throw error;
  return results.map((result) => result.migrationName);
}

/**
 * Runs what has not run of both lists, under a lock of the server, and gives the names. Names of the later table that this
 * program does not know are of a newer one and passed over; a floor among them throws SCHEMA_NEWER. Anything else thrown is
 * what a migration ran into.
 */
export async function runMigrations(db: Kysely<unknown>, first: Migrations, later: Migrations): Promise<string[]> {
  // Asked by the migrator while it holds the lock, so that nothing is recorded between this look and its own.
  const withThoseOfNewer = async (): Promise<Migrations> => {
    const { rows } = await sql<{ name: string }>`SELECT name FROM ${sql.table(recordedIn.later)}`.execute(db);
    const unknown = rows.map(({ name }) => name).filter((name) => !Object.hasOwn(later, name));
    for (const migration of unknown.sort().reverse()) {
      const version = versionNeeded(migration);
      if (version !== undefined) throw new CodedError('SCHEMA_NEWER', { version, migration });
    }
    return { ...later, ...Object.fromEntries(unknown.map((name) => [name, floor])) };
  };
  const ran = await run(db, recordedIn.first, () => Promise.resolve(first), false);
  return [...ran, ...(await run(db, recordedIn.later, withThoseOfNewer, true))];
}
