import type { Database, Value } from '#mysql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openInventory, type OpenInventory } from '../inventory.fixture.js';
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

/** Rows as people leave them: some are not usable, some share a key, names differ in case and blanks only. */
beforeEach(async () => {
  await db.execute('DELETE FROM pre_server_detail');
  for (let index = 1; index <= 40; index++) {
    const group = ['web', 'Web', ' web', '50%_off', 'flow'][index % 5]!;
    await insert({ id: index * 3, app_key: `app${index}`, local_name: group, network_ip: `10.0.0.${index % 7}` });
  }
  await insert({ id: 201, app_key: 'app5', local_name: 'web' });
  await insert({ id: 202, app_key: 'broken', local_name: 'none', pro_dir: '' });
  await insert({ id: 122, app_key: 'hand', local_name: 'hand', auto_deloy: '0', network_ip: 'Host-A' });
});

type Filter = Parameters<Inventory['page']>[0];

async function every(filter: Filter, limit: number, between: (page: number) => Promise<void> = async () => {}) {
  const found: string[] = [];
  for (let after = -1, page = 0; ; page++) {
    const apps = await inventory.page(filter, { after, limit });
    found.push(...apps.map(({ appKey }) => appKey));
    if (apps.length < limit) return found;
    after = apps.at(-1)!.id;
    await between(page);
  }
}

const filters: [Filter, (app: { appKey: string; group: string; host: string }) => boolean][] = [
  [{}, () => true],
  [{ group: 'web' }, ({ group }) => group === 'web'],
  [{ group: 'Web' }, ({ group }) => group === 'Web'],
  [{ holds: 'APP1' }, ({ appKey }) => appKey.includes('app1')],
  [{ holds: '%_' }, ({ group }) => group.includes('%_')],
  [{ holds: 'host-a' }, ({ host }) => host === 'Host-A'],
  [{ holds: '!' }, () => false],
  [{ keys: ['app3', 'APP4', 'app5', 'nobody'] }, ({ appKey }) => appKey === 'app3'],
  [{ keys: [] }, () => false],
  [{ group: 'flow', holds: '10.0.0.3' }, ({ group, host }) => group === 'flow' && host === '10.0.0.3'],
];
test.each(filters)('the pages by %j together are what one looks for among all', async (filter, holds) => {
  const whole = (await inventory.every()).filter(holds).map(({ appKey }) => appKey);
  if ('keys' in filter) expect(whole.length).toBeLessThan(2);
  for (const limit of [1, 3, 100]) expect(await every(filter, limit)).toEqual(whole);
});

test('pages leave nothing out and show nothing twice while rows come and go', async () => {
  const before = (await inventory.every()).map(({ appKey }) => appKey);
  const removed = new Set<string>();
  let made = 0;
  const seen = await every({}, 4, async (page) => {
    // One that was listed goes, one that is to come goes, and new ones come on both sides.
    for (const key of [before[page]!, before[before.length - 1 - page]!]) {
      removed.add(key);
      await db.execute('DELETE FROM pre_server_detail WHERE app_key = ?', [key]);
    }
    for (const id of [page * 3 + 2, 1000 + page]) {
      await insert({ id, app_key: `new${(made += 1)}`, local_name: 'new' });
    }
  });
  expect(seen.length).toBe(new Set(seen).size);
  const stayed = before.filter((key) => !removed.has(key));
  expect(stayed.length).toBeGreaterThan(10);
  expect(seen.filter((key) => stayed.includes(key))).toEqual(stayed);
});

test.each(['local_name', 'network_ip'] as const)(
  'pages of %s hold each value once, with all its apps',
  async (column) => {
    const whole = new Map<string, string[]>();
    for (const app of await inventory.every()) {
      const value = column === 'local_name' ? app.group : app.host;
      whole.set(value, [...(whole.get(value) ?? []), app.appKey]);
    }
    const all = async (limit: number, holds?: string): Promise<[string, string[]][]> => {
      const found: [string, string[]][] = [];
      for (let after = ''; ;) {
        const some = await inventory.sharing(column, { after, limit, holds });
        found.push(...some.map(([value, apps]): [string, string[]] => [value, apps.map(({ appKey }) => appKey)]));
        if (some.length < limit) return found;
        after = some.at(-1)![0];
      }
    };
    const sorted = [...whole].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const limit of [1, 2, 100]) expect(await all(limit)).toEqual(sorted);
    for (const holds of ['WEB', '10.0.0.1', 'app1', '%']) {
      const fits = ([value, keys]: [string, string[]]): boolean =>
        [value, ...keys].some((one) => one.toLowerCase().includes(holds.toLowerCase()));
      expect(await all(2, holds)).toEqual(sorted.filter(fits));
    }
  },
);

test('a page reads its own rows from MySQL, whatever else there is', async () => {
  const sent: number[] = [];
  const counting: Database = {
    ...db,
    query: async <T extends object>(sql: string, values?: readonly Value[]) => {
      const rows = await db.query<T>(sql, values);
      if (sql.includes('pre_server_detail')) sent.push(rows.length);
      return rows;
    },
  };
  const narrow = createInventory(counting, { table: 'pre_server_detail' });
  expect(await narrow.page({ holds: 'app40' }, { after: -1, limit: 10 })).toHaveLength(1);
  expect(sent).toEqual([1, 1]);
  sent.length = 0;
  expect(await narrow.sharing('network_ip', { after: '', limit: 1 })).toHaveLength(1);
  expect(Math.max(...sent)).toBeLessThan(10);
});
