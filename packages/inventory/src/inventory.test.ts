import type { Database } from '#mysql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { targetsOf as named } from '../../rex/src/parameters/words.js';
import { fourApps, openInventory, type OpenInventory } from './inventory.fixture.js';
import { createInventory } from './inventory.js';
import type { Inventory } from './rows/types.js';

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

test.each([
  ['server2', ['server2']],
  ['server', ['server10', 'server2']],
  ['server2 flow', ['flow1', 'server2']],
  [' server2,,flow1 , server server2\t', ['server10', 'flow1', 'server2']],
  ['manual', ['manual']],
  ['all', ['server10', 'flow1', 'server2']],
  ['all manual', ['server10', 'flow1', 'server2', 'manual']],
])('resolve %j', async (k, keys) => {
  expect((await inventory.resolve(named(k))).map((app) => app.appKey)).toEqual(keys);
});

test('a resolved app holds its row', async () => {
  const [app] = await inventory.resolve(named('flow1'));
  expect(app).toMatchObject({ id: 2, appKey: 'flow1', group: 'flow', programLink: '/data/flow1' });
  expect(app!.row).toMatchObject({ id: 2, app_key: 'flow1', status: '启用' });
  expect(app!.row).not.toHaveProperty('differcount');
});

test('every unknown name is named', async () => {
  await expect(inventory.resolve(named('server2 nobody flow none'))).rejects.toMatchObject({
    code: 'APP_UNKNOWN',
    details: { names: ['nobody', 'none'] },
  });
});

test('names are compared exactly and bound', async () => {
  await expect(inventory.resolve(named("SERVER2 Flow ') x'OR'1'='1 %"))).rejects.toMatchObject({
    code: 'APP_UNKNOWN',
    details: { names: ['SERVER2', 'Flow', "')", "x'OR'1'='1", '%'] },
  });
});

test.each(['', ' , '])('no name in %j is refused', async (k) => {
  await expect(inventory.resolve(named(k))).rejects.toMatchObject({
    code: 'PARAMETER_INVALID',
    details: { field: 'targets' },
  });
});

test('by key alone: no group, no other case, and a key may hold blanks', async () => {
  await insert({ id: 5, app_key: 'server', local_name: 'server' });
  await insert({ id: 6, app_key: 'two words', local_name: 'two' });
  const keys = async (...asked: string[]): Promise<string[]> => (await inventory.keyed(asked)).map((app) => app.appKey);
  expect(await keys('two words', 'server')).toEqual(['server', 'two words']);
  expect(await keys()).toEqual([]);
  await expect(keys('flow', 'SERVER2', 'server2')).rejects.toMatchObject({
    code: 'APP_UNKNOWN',
    details: { names: ['flow', 'SERVER2'] },
  });
  await insert({ id: 7, app_key: 'flow1', local_name: 'elsewhere' });
  await expect(keys('flow1')).rejects.toMatchObject({ code: 'APP_AMBIGUOUS', details: { ids: ['2', '7'] } });
  await db.execute("UPDATE pre_server_detail SET pro_key = '' WHERE id = 3");
  await expect(keys('server2')).rejects.toMatchObject({ code: 'APP_INCOMPLETE', details: { app: 'server2' } });
});

test('all of nothing is unknown', async () => {
  await db.execute("UPDATE pre_server_detail SET auto_deloy = '0'");
  await expect(inventory.resolve(named('all'))).rejects.toMatchObject({
    code: 'APP_UNKNOWN',
    details: { names: ['all'] },
  });
  expect(await inventory.all()).toEqual([]);
});

test('an incomplete row is refused by name and left out of lists', async () => {
  await db.execute("UPDATE pre_server_detail SET pro_key = '', pro_init = NULL WHERE app_key = 'server2'");
  for (const k of ['server2', 'server']) {
    await expect(inventory.resolve(named(k))).rejects.toMatchObject({
      code: 'APP_INCOMPLETE',
      details: { app: 'server2', columns: ['pro_key', 'pro_init'] },
    });
  }
  expect((await inventory.all()).map((app) => app.appKey)).toEqual(['server10', 'flow1']);
  expect((await inventory.resolve(named('all'))).map((app) => app.appKey)).toEqual(['server10', 'flow1']);
  expect((await inventory.group('server')).map((app) => app.appKey)).toEqual(['server10']);
  expect((await inventory.resolve(named('flow'))).map((app) => app.appKey)).toEqual(['flow1']);
});

test('all of none that can be used is refused for the first of them', async () => {
  await db.execute("UPDATE pre_server_detail SET pro_key = ''");
  await expect(inventory.resolve(named('all'))).rejects.toMatchObject({ code: 'APP_INCOMPLETE' });
});

test('a row without an app_key is no part of all, and names itself by its id in its group', async () => {
  await insert({ id: 9, app_key: 'nameless', local_name: 'flow' });
  await db.execute('UPDATE pre_server_detail SET app_key = NULL WHERE id = 9');
  expect((await inventory.resolve(named('all'))).map((app) => app.id)).toEqual([1, 2, 3]);
  await expect(inventory.resolve(named('flow'))).rejects.toMatchObject({
    code: 'APP_INCOMPLETE',
    details: { app: 'the row with id 9', columns: ['app_key'] },
  });
});

test('an app_key of several rows is refused, however it is named, and is no part of all', async () => {
  await insert({ id: 7, app_key: 'flow1', local_name: 'elsewhere', auto_deloy: '0' });
  for (const k of ['flow1', 'flow', 'elsewhere']) {
    await expect(inventory.resolve(named(k))).rejects.toMatchObject({
      code: 'APP_AMBIGUOUS',
      details: { app: 'flow1', ids: ['2', '7'] },
    });
  }
  expect((await inventory.all()).map((app) => app.appKey)).toEqual(['server10', 'server2']);
  expect((await inventory.resolve(named('all'))).map((app) => app.appKey)).toEqual(['server10', 'server2']);
  expect(await inventory.group('flow')).toEqual([]);
});

test('all and group are in the order of id', async () => {
  expect((await inventory.all()).map((app) => app.appKey)).toEqual(['server10', 'flow1', 'server2']);
  expect((await inventory.group('server')).map((app) => app.appKey)).toEqual(['server10', 'server2']);
  expect((await inventory.group('hand')).map((app) => app.automated)).toEqual([false]);
  expect(await inventory.group('nobody')).toEqual([]);
});

test('names are as the original lists them', async () => {
  await db.execute('DELETE FROM pre_server_detail');
  await insert({ id: 1, app_key: 'server1', local_name: 'server' });
  await insert({ id: 2, app_key: 'server2', local_name: 'server' });
  for (let n = 3; n <= 16; n++) await insert({ id: n, app_key: `server${n}`, local_name: `idle${n}` });
  await insert({ id: 20, app_key: 'off', local_name: 'off', auto_deloy: '0' });
  await insert({ id: 21, app_key: '', local_name: '' });
  const { groups, apps } = await inventory.names();
  expect(groups.join(' ')).toBe(
    'idle10 idle11 idle12 idle13 idle14 idle15 idle16 idle3 idle4 idle5 idle6 idle7 idle8 idle9 off server',
  );
  expect(apps).toEqual(Array.from({ length: 16 }, (_, n) => `server${n + 1}`));
});

test('the difference is written to the row of the app', async () => {
  const json = '{"app_key":"server2","prodiffercount":"3,1,1,1","confdiffercount":"0,0,0,0"}';
  await inventory.updateDifference('server2', json);
  expect(await db.query('SELECT id, differcount FROM pre_server_detail WHERE differcount IS NOT NULL')).toEqual([
    { id: 3, differcount: json },
  ]);
});

test('the external table serves as well, and keeps no difference', async () => {
  await insert({ app_key: 'outside1', local_name: 'outside' }, 'pre_external_server_detail');
  const external = createInventory(db, { table: 'pre_external_server_detail' });
  expect(await external.resolve(named('outside'))).toMatchObject([{ appKey: 'outside1', health: [] }]);
  await external.updateDifference('outside1', '{}');
  expect(await external.problems()).toEqual([]);
  await expect(external.resolve(named('server2'))).rejects.toMatchObject({ code: 'APP_UNKNOWN' });
});

test('a table that is not a plain name is refused', () => {
  expect(() => createInventory(db, { table: 'a`; DROP TABLE b' })).toThrow(TypeError);
});
