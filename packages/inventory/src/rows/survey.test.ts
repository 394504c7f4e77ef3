import type { Database, Value } from '#mysql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { targetsOf as named } from '../../../rex/src/parameters/words.js';
import { fourApps, openInventory, type OpenInventory } from '../inventory.fixture.js';
import { createInventory } from '../inventory.js';
import type { Inventory } from './types.js';

let opened: OpenInventory;
let db: Database;
let inventory: Inventory;

beforeAll(async () => {
  opened = await openInventory();
  ({ db, inventory } = opened);
});
afterAll(() => opened?.end());

const insert: OpenInventory['insert'] = (row, table) => opened.insert(row, table);

beforeEach(() => opened.reset(...fourApps));

const met = async (): Promise<(string | null)[]> =>
  (await inventory.problems()).filter(({ trouble }) => trouble.code === 'PATHS_MEET').map(({ app }) => app);

test.each<[what: string, row: Record<string, Value>]>([
  ['the same path', { pro_dir: '/data/server2' }],
  ['another spelling of the path', { pro_dir: '//data/./server2/' }],
  ['another spelling of the host', { pro_dir: '/data/server2', network_ip: '127.0.0.01' }],
  ['its program where the other has its configuration', { pro_dir: '/data/config_server2' }],
  ['its configuration where the other has its program', { config_dir: '/data/server2' }],
  ['a path below', { config_dir: '/data/server2/conf' }],
  ['a release directory of the other', { pro_dir: '/data/server2_20260101_000000' }],
  ['what the other renames its link from', { pro_dir: '/data/server2.rexflow' }],
])('an app that has %s is named with the other, and neither is released', async (_what, row) => {
  await insert({ id: 9, app_key: 'copy', local_name: 'copies', ...row });
  expect(await met()).toEqual(['server2', 'copy']);
  const apps = await inventory.resolve(named('all'));
  expect(apps).toHaveLength(4);
  const only = (...keys: string[]) => inventory.requireApart(apps.filter(({ appKey }) => keys.includes(appKey)));
  for (const key of ['server2', 'copy']) {
    const refused = await only('flow1', key).catch((thrown: unknown) => thrown as Error);
    expect(refused).toMatchObject({ code: 'PATHS_MEET' });
    expect((refused as Error).message).toMatch(/server2 \(id 3, .*copy \(id 9, .*pre_server_detail.*auto_deloy/);
  }
  await only('flow1', 'server10');
});

test.each<[what: string, row: Record<string, Value>]>([
  ['on another host', { pro_dir: '/data/server2', network_ip: '127.0.0.2' }],
  ['that is not released', { pro_dir: '/data/server2', auto_deloy: '0' }],
  ['that cannot be used', { pro_dir: '/data/server2', pro_key: '' }],
  ['with its configuration in its own program', { pro_dir: '/data/x', config_dir: '/data/x/conf', is_deloy_dir: '1' }],
])('a row %s meets nobody', async (_what, row) => {
  await insert({ id: 9, app_key: 'copy', local_name: 'copies', ...row });
  expect(await met()).toEqual([]);
  await inventory.requireApart(await inventory.resolve(named('server2 flow')));
});

test('two names of one machine in ssh.hosts are one host', async () => {
  const behind = createInventory(db, { table: 'pre_server_detail', machine: () => 'gate:22' });
  await insert({ id: 9, app_key: 'copy', local_name: 'copies', pro_dir: '/data/server2', network_ip: 'gate' });
  expect(await met()).toEqual([]);
  expect((await behind.problems()).map(({ app }) => app)).toEqual(['server2', 'copy']);
});

test('two apps that would make one directory with one stamp are released apart', async () => {
  const nested = { is_deloy_dir: '1', network_ip: '127.0.0.5' };
  const root = (parent: string) => ({ ...nested, pro_dir: `${parent}/ROOT`, config_dir: `${parent}/ROOT/conf` });
  await insert({ id: 9, app_key: 'tomcat1', local_name: 'tomcat', ...root('/srv/one') });
  await insert({ id: 10, app_key: 'tomcat2', local_name: 'tomcat', ...root('/srv/two') });
  expect(await inventory.problems()).toEqual([]);
  await expect(inventory.requireApart(await inventory.resolve(named('tomcat')))).rejects.toMatchObject({
    code: 'RELEASED_APART',
    details: { apps: ['tomcat1', 'tomcat2'], path: '/data/www/apps/ROOT_<time>' },
  });
  await inventory.requireApart(await inventory.resolve(named('tomcat1')));
  await db.execute("UPDATE pre_server_detail SET deploydir_same_level = '1', backupdir_same_level = '1'");
  await inventory.requireApart(await inventory.resolve(named('tomcat')));
});

test('what changed in any row is seen at once, and only then are all of them read', async () => {
  const asked: string[] = [];
  const query = <R extends object>(sql: string, values?: Value[]): Promise<R[]> => {
    asked.push(sql);
    return db.query<R>(sql, values);
  };
  const watched = createInventory({ query, execute: db.execute.bind(db) } as typeof db, { table: 'pre_server_detail' });
  const found = async () => (await watched.problems()).map(({ app }) => app);
  const readings = () => asked.filter((sql) => sql.includes('ORDER BY id')).length;
  expect(await found()).toEqual([]);
  await db.execute("UPDATE pre_server_detail SET pro_dir = '/data/server2' WHERE id = 2");
  expect(await found()).toEqual(['flow1', 'server2']);
  await db.execute("UPDATE pre_server_detail SET pro_dir = NULL, note = 'x' WHERE id = 2");
  expect(await found()).toEqual(['flow1']);
  await db.execute("UPDATE pre_server_detail SET pro_dir = '/data/flow1' WHERE id = 2");
  expect(await found()).toEqual([]);
  const before = readings();
  await db.execute("UPDATE pre_server_detail SET note = 'y', updated_time = NOW()");
  expect([await found(), readings() - before]).toEqual([[], 0]);
});

test('every row that cannot be used is a problem, with all that is wrong of it', async () => {
  await db.execute("UPDATE pre_server_detail SET pro_key = '', pro_dir = '/data/.rexflow/x' WHERE id = 1");
  await insert({ id: 7, app_key: 'flow1', local_name: 'elsewhere', auto_deloy: '0' });
  const found = (await inventory.problems()).map(({ id, app, trouble }) => [id, app, trouble.code]);
  expect(found).toEqual([
    [1, 'server10', 'APP_INCOMPLETE'],
    [2, 'flow1', 'APP_AMBIGUOUS'],
    [7, 'flow1', 'APP_AMBIGUOUS'],
  ]);
  await expect(inventory.resolve(named('server10'))).rejects.toThrow(/pro_key.*pro_dir \(outside of \.rexflow/);
});

test('a row that is no app is told beside the apps, with whether its group has others; one that meets another is an app', async () => {
  await db.execute("UPDATE pre_server_detail SET pro_key = '' WHERE id = 1");
  await insert({ id: 7, app_key: 'flow1', local_name: 'elsewhere', network_ip: '10.0.0.7' });
  await insert({ id: 8, app_key: '', local_name: 'server', pro_dir: '' });
  await insert({ id: 9, app_key: 'copy', local_name: 'copies', pro_dir: '/data/server2' });
  await insert({ id: 10, app_key: 'copied', local_name: 'copies', pro_dir: '/data/server2' });
  const told = async (filter: Parameters<Inventory['unusable']>[0]) =>
    (await inventory.unusable(filter)).map(({ id, app, trouble, besideApps, hostHasApps }) => [
      ...[id, app, trouble.code],
      ...[besideApps, hostHasApps],
    ]);
  const every = [
    [1, 'server10', 'APP_INCOMPLETE', true, true],
    [2, 'flow1', 'APP_AMBIGUOUS', false, true],
    [7, 'flow1', 'APP_AMBIGUOUS', false, false],
    [8, null, 'APP_INCOMPLETE', true, true],
  ];
  expect(await told({})).toEqual(every);
  expect(await told({ holds: '0.0.7' })).toEqual([every[2]]);
  expect(await told({ group: 'server' })).toEqual([every[0], every[3]]);
  expect(await told({ keys: ['server10', 'copy'] })).toEqual([every[0]]);
  const apps = (await inventory.page({}, { after: -1, limit: 100 })).map(({ id }) => id);
  const all = await db.query<{ id: number }>('SELECT id FROM pre_server_detail');
  expect([...apps, ...every.map(([id]) => id)].sort()).toEqual(all.map(({ id }) => Number(id)).sort());
});
