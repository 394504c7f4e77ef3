import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '#shell';
import { connectMysql } from '../connection/connect.js';
import { startMariadb, type Mariadb } from '../mariadb.fixture.js';
import { migrate } from '../migrations/migrate.js';
import { originalNames } from '../migrations/originalTables.js';
import { originalDump } from '../original.fixture.js';
import type { MysqlSettings } from '../connection/settings.js';
import type { Database } from '../connection/types.js';
import type { DumpRow } from './columns.js';
import { openLoad, unknownMigrations } from './load.js';
import { openSnapshot, type DatabaseSnapshot } from './snapshot.js';

let server: Mariadb;
let settings: MysqlSettings;
let db: Database;
const others: Database[] = [];
beforeAll(async () => {
  server = await startMariadb();
  settings = await server.database();
  db = connectMysql(settings);
  for (const statement of originalDump) await db.execute(statement);
  await migrate(settings);
  // All that a row can hold that text would spoil.
  await db.execute(`CREATE TABLE rexflow_hard (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, bytes VARBINARY(64), more LONGBLOB, bits BIT(12), single FLOAT, twice DOUBLE,
    exact DECIMAL(30, 10), day DATE, moment DATETIME(6), stamp TIMESTAMP(3) NULL, words TEXT CHARACTER SET utf32, old VARCHAR(20) CHARACTER SET latin1,
    kind ENUM('a', 'b') , doc JSON, twin DATE AS (day) STORED) CHARACTER SET utf8mb4`);
  await db.execute(`INSERT INTO rexflow_hard (id, bytes, more, bits, single, twice, exact, day, moment, stamp, words, old, kind, doc) VALUES
    (18446744073709551615, X'00FF0A275C1A', REPEAT(X'00FF', 1000), b'101010101010', 16777217.1, 1e308, 12345678901234567890.0123456789,
     '1000-01-01', '2026-11-30 07:00:00.123456', '2026-03-29 02:30:00.5', '服务 \\\\ '' " \\n\\t ü', 'naïve', 'b', '{"a": [1, "x\\\\n"]}'),
    (2, '', '', b'0', -0.1, 0.1, NULL, NULL, NULL, NULL, '', '', NULL, NULL)`);
  await db.execute(
    "SET STATEMENT sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES' FOR INSERT INTO rexflow_hard (id, day, moment) VALUES (0, '0000-00-00', '0000-00-00 00:00:00')",
  );
});
afterAll(async () => {
  for (const one of [db, ...others]) await one?.close();
  await server?.end();
});

async function rowsOf(snapshot: DatabaseSnapshot, table: string): Promise<DumpRow[]> {
  const found: DumpRow[] = [];
  for await (const row of snapshot.rows(snapshot.tables.find(({ name }) => name === table)!)) found.push(row);
  return found;
}

/** Everything of one database into another, as a user who may do what the manual grants. */
async function copy(from: DatabaseSnapshot, into: MysqlSettings): Promise<void> {
  const load = await openLoad(into, originalNames);
  try {
    await load.begin('/backup.tar');
    await load.prepare(from.tables);
    for (const table of from.tables) await load.insert(table, await rowsOf(from, table.name));
    await load.migrate();
    await load.end();
  } finally {
    await load.close();
  }
}

test('what is read is of one moment, and all of it comes back as it was, with the rights that the manual grants', async () => {
  const snapshot = await openSnapshot(settings, originalNames);
  const [{ n: before } = { n: 0 }] = await db.query<{ n: number }>('SELECT COUNT(*) AS n FROM pre_deploy_manage');
  await db.execute("INSERT INTO pre_deploy_manage (deploy_key) VALUES ('later')");
  expect(await rowsOf(snapshot, 'pre_deploy_manage')).toHaveLength(Number(before));
  await db.execute("DELETE FROM pre_deploy_manage WHERE deploy_key = 'later'");

  const into = await server.database();
  await db.execute("CREATE USER 'limited'@'%' IDENTIFIED BY 'secret'");
  await db.execute(`GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON ${into.database}.* TO 'limited'@'%'`);
  const limited = { ...into, user: 'limited', password: new Secret('secret') };
  // The second time over what the first has left.
  for (const round of [1, 2]) {
    await copy(snapshot, limited);
    for (const { name } of snapshot.tables) {
      const sums = await db.query<{ Checksum: string }>(
        `CHECKSUM TABLE ${settings.database}.\`${name}\`, ${into.database}.\`${name}\``,
      );
      expect([round, name, sums[1]!.Checksum]).toEqual([round, name, sums[0]!.Checksum]);
    }
  }
  expect(await rowsOf(snapshot, 'rexflow_hard')).toContainEqual(
    expect.arrayContaining(['18446744073709551615', '00FF0A275C1A']),
  );
  await snapshot.close();
});

test('while a restore has not ended nothing starts on its database', async () => {
  const into = await server.database();
  const load = await openLoad(into, originalNames);
  expect(await load.filled()).toEqual([]);
  await load.begin('/backup.tar');
  await expect(migrate(into)).rejects.toMatchObject({ code: 'RESTORE_UNFINISHED', details: { file: '/backup.tar' } });
  await expect(load.requireWhole()).rejects.toMatchObject({ code: 'RESTORE_UNFINISHED' });
  await load.migrate();
  await load.end();
  await migrate(into);
  expect(await load.filled()).toEqual([]);
  const other = connectMysql(into);
  others.push(other);
  await other.execute(
    "INSERT INTO rexflow_users (name, password_hash, role, created_at) VALUES ('admin', 'x', 'admin', UTC_TIMESTAMP(3))",
  );
  expect(await load.filled()).toEqual(['rexflow_users']);
  await load.close();
});

test('migrations of a newer program are named', () => {
  expect(unknownMigrations(['0001-original', '9999-later'], originalNames)).toEqual(['9999-later']);
});
