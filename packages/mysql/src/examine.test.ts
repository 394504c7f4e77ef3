import { Secret } from '#shell';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectMysql } from './connection/connect.js';
import { examineDatabase } from './examine.js';
import { startMariadb, type Mariadb } from './mariadb.fixture.js';
import { migrate } from './migrations/migrate.js';
import { originalNames } from './migrations/originalTables.js';
import type { MysqlSettings } from './connection/settings.js';
import type { Database } from './connection/types.js';

let server: Mariadb;
let settings: MysqlSettings;
let db: Database;
const others: Database[] = [];
beforeAll(async () => {
  server = await startMariadb();
  settings = await server.database();
  await migrate(settings);
  db = connectMysql(settings);
});
afterAll(async () => {
  for (const one of [db, ...others]) await one?.close();
  await server?.end();
});

/** The database as a user with these grants sees it. */
async function as(user: string, ...grants: string[]): Promise<Database> {
  await db.execute(`CREATE USER '${user}'@'%' IDENTIFIED BY 'secret'`);
  for (const grant of grants)
    await db.execute(
      `GRANT ${grant.replace(' WITH GRANT OPTION', '')} TO '${user}'@'%'${/ WITH .*/.exec(grant)?.[0] ?? ''}`,
    );
  const other = connectMysql({ ...settings, user, password: new Secret('secret') });
  others.push(other);
  return other;
}

test('the database of a test is as rexflow needs it', async () => {
  const state = await examineDatabase(db, originalNames);
  expect(state).toMatchObject({ refused: [], ungranted: [], excess: expect.anything(), pending: [], unknown: [] });
  expect(state.version).toMatch(/MariaDB|^8/);
  expect(Math.abs(state.clockAheadMs)).toBeLessThan(1000);
});

test('what a user may not do is named, and nothing was done to find it out', async () => {
  await db.execute("INSERT INTO pre_deploy_status (deploy_key, status) VALUES ('x', 0)");
  const all = `${settings.database}.*`;
  const reader = await as('reader', `SELECT ON ${all}`);
  const { refused, ungranted } = await examineDatabase(reader, originalNames);
  expect(refused).toContainEqual(expect.stringMatching(/^UPDATE on pre_deploy_manage \(.*reader/));
  expect(refused).toContainEqual(expect.stringMatching(/^DELETE on rexflow_leases /));
  expect(refused.some((one) => one.startsWith('SELECT'))).toBe(false);
  const tables = (await db.query("SHOW TABLES LIKE 'rexflow\\_%'")).map((row) => String(Object.values(row)[0]));
  const ours = tables.filter((table) => !/^rexflow_(migrations.*|schema)$/.test(table));
  const named = refused.flatMap((one) => /^INSERT on (rexflow_\w+)/.exec(one)?.[1] ?? []);
  expect(named.sort()).toEqual(ours.sort());
  expect(ungranted).toEqual(['CREATE', 'ALTER', 'INDEX']);
  expect(await db.query('SELECT deploy_key FROM pre_deploy_status')).toEqual([{ deploy_key: 'x' }]);
});

test('rights to work without those to upgrade, by a pattern of database names', async () => {
  const worker = await as(
    'worker',
    'SELECT, INSERT, UPDATE, DELETE, CREATE ON `test\\_%`.*',
    'SELECT, INSERT, UPDATE, DELETE ON `test%`.*',
  );
  expect(await examineDatabase(worker, originalNames)).toMatchObject({
    refused: [],
    ungranted: ['CREATE', 'ALTER', 'INDEX'],
    excess: [],
  });
  const owner = await as('owner', 'ALL PRIVILEGES ON `te_t%`.*');
  const all = [`ALL PRIVILEGES on ${settings.database}.*`];
  expect(await examineDatabase(owner, originalNames)).toMatchObject({ refused: [], ungranted: [], excess: all });
});

test('rights that nothing needs are named: on the database, and on all of them', async () => {
  const own = `${settings.database}.*`;
  const needed = 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX';
  const excessOf = async (user: string, ...grants: string[]): Promise<string[]> =>
    (await examineDatabase(await as(user, ...grants), originalNames)).excess;
  expect(await excessOf('least', `${needed} ON ${own}`)).toEqual([]);
  expect(await excessOf('dropper', `${needed}, DROP ON ${own}`)).toEqual([`DROP on ${own}`]);
  expect(await excessOf('giver', `${needed} ON ${own}`, `SELECT ON ${own} WITH GRANT OPTION`)).toEqual([
    `GRANT OPTION on ${own}`,
  ]);
  expect(await excessOf('global', 'SELECT, FILE ON *.*', `${needed} ON ${own}`)).toEqual([
    'SELECT on *.*',
    'FILE on *.*',
  ]);
  // Another database that it reads as a source is no concern of this one.
  expect(await excessOf('source', `${needed} ON ${own}`, 'SELECT ON elsewhere.*')).toEqual([]);
});

test('tables of another version are told apart', async () => {
  await db.execute("DELETE FROM rexflow_migrations WHERE name = '0001-original'");
  await db.execute("INSERT INTO rexflow_schema (name, timestamp) VALUES ('9999-later', '')");
  expect(await examineDatabase(db, originalNames)).toMatchObject({
    pending: ['0001-original'],
    unknown: ['9999-later'],
  });
});

test('a server that is away is said to be away', async () => {
  const other = connectMysql({ ...settings, user: 'nobody', password: new Secret('x') });
  others.push(other);
  await expect(examineDatabase(other, originalNames)).rejects.toMatchObject({ code: 'MYSQL_AWAY' });
});
