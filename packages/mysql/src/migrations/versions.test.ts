import { sql, Kysely, Migrator, MysqlDialect, type Migration } from 'kysely';
import { createPool } from 'mysql2';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectMysql } from '../connection/connect.js';
import { startMariadb, type Mariadb } from '../mariadb.fixture.js';
import { migrate } from './migrate.js';
import { addColumns } from './addColumns.js';
import { floor } from './floor.js';
import { firstMigrations, type Migrations } from './index.js';
import { originalNames } from './originalTables.js';
import { poolOptions, type MysqlSettings } from '../connection/settings.js';
import type { Database } from '../connection/types.js';

const first = Object.keys(firstMigrations(originalNames));
let mariadb: Mariadb;
let settings: MysqlSettings;
let db: Database;

beforeAll(async () => {
  mariadb = await startMariadb();
});
afterAll(async () => {
  await mariadb.end();
});
beforeEach(async () => {
  settings = await mariadb.database();
  db = connectMysql(settings);
  return () => db.close();
});

/** The start of a program of before the second list: its migrator as it was, with the migrations it knows. */
async function startOld(): Promise<string[]> {
  const pool = createPool({ ...poolOptions(settings), connectionLimit: 2 });
  const kysely = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) });
  try {
    const { error, results = [] } = await new Migrator({
      db: kysely,
      provider: { getMigrations: () => Promise.resolve(firstMigrations(originalNames)) },
      migrationTableName: 'rexflow_migrations',
      migrationLockTableName: 'rexflow_migrations_lock',
    }).migrateToLatest();
    if (error !== undefined) throw error;
    return results.map((result) => result.migrationName);
  } finally {
    await kysely.destroy();
  }
}

/** The start of a program that knows these migrations beyond the first. */
const start = (later: Migrations): Promise<string[]> => migrate(settings, originalNames, later);

const column = (name: string): Migration => ({
  up: (kysely) => addColumns(kysely, 'rexflow_users', { [name]: 'INT NULL' }),
});
const ours: Migrations = { '0013-a': column('a'), '0015-c': column('c') };
const newer: Migrations = { ...ours, '0014-b': column('b'), '0016-d': column('d') };

const recorded = async (table: string): Promise<string[]> =>
  (await db.query<{ name: string }>(`SELECT name FROM ${table} ORDER BY name`)).map(({ name }) => name);

test('the list that the first programs know is closed', () => {
  expect(first).toEqual([
    '0001-original',
    '0002-rexflow',
    '0003-releases',
    '0004-rollout',
    '0005-line',
    '0006-deliveries',
    '0007-keys',
    '0008-v1',
    '0009-newest',
    '0010-plans',
    '0011-stamps',
    '0012-past',
  ]);
});

test('an older program starts again, before, between and after newer ones', async () => {
  expect(await startOld()).toEqual(first);
  expect(await start(ours)).toEqual(['0013-a', '0015-c']);
  expect(await startOld()).toEqual([]);
  expect(await start(ours)).toEqual([]);
  expect(await recorded('rexflow_migrations')).toEqual(first);
  expect(await recorded('rexflow_schema')).toEqual(['0013-a', '0015-c']);
});

test('additive migrations of a program from the future are passed over, and what lies between them is run', async () => {
  expect(await start({ '0013-a': ours['0013-a']!, '0016-d': newer['0016-d']! })).toEqual([
    ...first,
    '0013-a',
    '0016-d',
  ]);
  expect(await start(ours)).toEqual(['0015-c']);
  expect(await start(newer)).toEqual(['0014-b']);
  expect(await start(ours)).toEqual([]);
  expect(await startOld()).toEqual([]);
  expect(await recorded('rexflow_schema')).toEqual(['0013-a', '0014-b', '0015-c', '0016-d']);
});

test('a program below the floor is refused with the version that is needed, and changes nothing', async () => {
  await start({
    ...ours,
    '0017-needs-0.9.0': floor,
    '0018-drop': { up: async (kysely) => void (await sql`ALTER TABLE rexflow_users DROP COLUMN a`.execute(kysely)) },
    '0020-needs-1.2.0': floor,
    '0021-e': column('e'),
  });
  await expect(start(newer)).rejects.toMatchObject({
    code: 'SCHEMA_NEWER',
    message: expect.stringMatching(
      /0020-needs-1\.2\.0.*rexflow 1\.2\.0 or newer.*Going back to an older version/s,
    ) as string,
  });
  expect(await recorded('rexflow_schema')).not.toContain('0014-b');
});

test('the floor stands before what it is for, even when that fails half-way', async () => {
  const breaks: Migrations = {
    '0017-needs-0.9.0': floor,
    '0018-drop': { up: () => Promise.reject(new Error('half-way')) },
  };
  await expect(start({ ...ours, ...breaks })).rejects.toThrow('half-way');
  await expect(start(ours)).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
  expect(await start({ ...ours, ...breaks, '0018-drop': column('f') })).toEqual(['0018-drop']);
});

test('a later migration that broke off half-way is run again, and its neighbours are not', async () => {
  const broken: Migration = {
    up: async (kysely) => {
      await column('b').up(kysely);
      throw new Error('half-way');
    },
  };
  await expect(start({ ...newer, '0014-b': broken })).rejects.toThrow('half-way');
  expect(await startOld()).toEqual([]);
  expect(await start(newer)).toEqual(['0014-b', '0015-c', '0016-d']);
});

test('programs of three versions that start together run each migration once, and all start', async () => {
  const started = await Promise.all([
    ...Array.from({ length: 3 }, () => startOld()),
    ...Array.from({ length: 3 }, () => start(ours)),
    ...Array.from({ length: 3 }, () => start(newer)),
  ]);
  expect(started.flat().sort()).toEqual([...first, ...Object.keys(newer)].sort());
});
