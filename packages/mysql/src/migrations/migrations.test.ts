import { Kysely, MysqlDialect, sql } from 'kysely';
import { createPool } from 'mysql2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectMysql } from '../connection/connect.js';
import { startMariadb, type Mariadb } from '../mariadb.fixture.js';
import { migrate } from './migrate.js';
import { originalNames } from './originalTables.js';
import { poolOptions, type MysqlSettings } from '../connection/settings.js';
import type { Database } from '../connection/types.js';
import { addColumns } from './addColumns.js';
import { versionNeeded } from './floor.js';
import { firstMigrations, laterMigrations, type Migrations } from './index.js';

let mariadb: Mariadb;
beforeAll(async () => {
  mariadb = await startMariadb();
});
afterAll(async () => {
  await mariadb.end();
});

interface Column {
  table: string;
  name: string;
  type: string;
  nullable: string;
  preset: string | null;
  extra: string;
}

const columnsOf = (db: Database): Promise<Column[]> =>
  db.query<Column & Record<string, string | null>>(
    `SELECT TABLE_NAME AS \`table\`, COLUMN_NAME AS name, COLUMN_TYPE AS type, IS_NULLABLE AS nullable,
       COLUMN_DEFAULT AS preset, EXTRA AS extra
     FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1, 2`,
  );

/** What a program that knows the columns as they were would stumble over. */
function stumbling(before: readonly Column[], after: readonly Column[]): string[] {
  const tables = new Set(before.map(({ table }) => table));
  const spelled = new Map(after.map((column) => [`${column.table}.${column.name}`, column]));
  const changed = before.flatMap(({ table, name, type, nullable }) => {
    const now = spelled.get(`${table}.${name}`);
    if (now === undefined) return [`${table}.${name} is gone`];
    return now.type === type && (now.nullable === nullable || now.nullable === 'YES')
      ? []
      : [`${table}.${name} differs`];
  });
  const known = new Set(before.map(({ table, name }) => `${table}.${name}`));
  const wanted = after.filter(
    ({ table, name, nullable, preset, extra }) =>
      tables.has(table) && !known.has(`${table}.${name}`) && nullable === 'NO' && preset === null && extra === '',
  );
  return [...changed, ...wanted.map(({ table, name }) => `${table}.${name} must be filled`)];
}

/** Runs each migration by itself, in order, and tells what older programs would stumble over where no floor precedes it. */
async function stumbled(settings: MysqlSettings, migrations: Migrations): Promise<string[]> {
  await migrate(settings, originalNames, {});
  const db = connectMysql(settings);
  const pool = createPool({ ...poolOptions(settings), connectionLimit: 1 });
  const kysely = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) });
  const found: string[] = [];
  try {
    let before = await columnsOf(db);
    for (const name of Object.keys(migrations).sort()) {
      if (versionNeeded(name) !== undefined) return found;
      await migrations[name]!.up(kysely);
      // Broken off before it was recorded, it is run again.
      await migrations[name]!.up(kysely);
      const after = await columnsOf(db);
      found.push(...stumbling(before, after).map((what) => `${name}: ${what}`));
      before = after;
    }
    return found;
  } finally {
    await kysely.destroy();
    await db.close();
  }
}

test('each later migration only adds, and can be run again, unless a floor stands before it', async () => {
  expect(await stumbled(await mariadb.database(), laterMigrations(originalNames))).toEqual([]);
});

test('what takes away, changes or must be filled is found', async () => {
  const rude: Migrations = {
    '0090-rude': {
      up: async (db) => {
        await sql`ALTER TABLE rexflow_audit DROP COLUMN IF EXISTS action`.execute(db);
        await addColumns(db, 'rexflow_line', {
          owed: 'INT NOT NULL',
          spare: 'INT NULL',
          preset: 'INT NOT NULL DEFAULT 1',
        });
        await db.schema.alterTable('rexflow_audit').modifyColumn('id', 'integer').execute();
      },
    },
  };
  expect(await stumbled(await mariadb.database(), rude)).toEqual([
    '0090-rude: rexflow_audit.action is gone',
    '0090-rude: rexflow_audit.id differs',
    '0090-rude: rexflow_line.owed must be filled',
  ]);
});

test('the indexes by version cover what is asked, also where earlier ones have their columns', async () => {
  const settings = await mariadb.database();
  await migrate(settings);
  const db = connectMysql(settings);
  const pool = createPool({ ...poolOptions(settings), connectionLimit: 1 });
  const kysely = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) });
  const indexes = () =>
    db.query<{ name: string; columns: string }>(
      `SELECT INDEX_NAME AS name, GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX) AS columns
       FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'rexflow_host_releases'
       GROUP BY INDEX_NAME HAVING columns LIKE 'version%' OR columns LIKE 'commit%' ORDER BY 1`,
    );
  const wanted = [
    { name: 'commit_apps', columns: 'commit_hash,standing,app_key' },
    { name: 'version_apps', columns: 'version,standing,app_key' },
  ];
  try {
    expect(await indexes()).toEqual(wanted);
    await db.execute('ALTER TABLE rexflow_host_releases ADD INDEX version (version, standing, app_key)');
    await laterMigrations(originalNames)['0024-version-indexes']!.up(kysely);
    expect(await indexes()).toEqual(wanted);
  } finally {
    await kysely.destroy();
    await db.close();
  }
});

test('numbers are used once', () => {
  const names = Object.keys({ ...firstMigrations(originalNames), ...laterMigrations(originalNames) });
  const numbers = names.map((name) => name.slice(0, 5));
  expect(numbers.filter((number) => !/^\d{4}-$/.test(number))).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);
});
