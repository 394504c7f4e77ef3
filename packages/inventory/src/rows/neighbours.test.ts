import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fourApps, openInventory, type OpenInventory } from '../inventory.fixture.js';

let opened: OpenInventory;
beforeAll(async () => {
  opened = await openInventory();
});
afterAll(() => opened?.end());
beforeEach(() => opened.reset(...fourApps));

/** Who has something in the place of flow1, once that row is gone. */
async function besideFlow(): Promise<string[]> {
  const { db, inventory } = opened;
  const apps = await inventory.keyed(['flow1']);
  await db.execute("DELETE FROM pre_server_detail WHERE app_key = 'flow1'");
  return (await inventory.neighbours(apps)).get('flow1')!;
}

test('an app whose row is gone has nobody in its place', async () => {
  expect(await besideFlow()).toEqual([]);
});

test.each([
  ['one that can be used', {}],
  ['one that is not released', { auto_deloy: '0' }],
  ['one without what starts it', { pro_init: '' }],
  ['one without a directory for its configuration', { config_dir: '' }],
])('%s in the same directory is told', async (_what, row) => {
  await opened.insert({ id: 9, app_key: 'renamed', local_name: 'flow', pro_dir: '/data/flow1', ...row });
  expect(await besideFlow()).toEqual(['renamed']);
});

test('two rows with one app_key are told, and on another host nobody', async () => {
  const there = { local_name: 'flow', pro_dir: '/data/flow1' };
  for (const id of [8, 9]) await opened.insert({ id, app_key: 'twice', config_dir: `/data/conf_${id}`, ...there });
  await opened.insert({ id: 10, app_key: 'elsewhere', network_ip: '127.0.0.2', ...there });
  expect(await besideFlow()).toEqual(['twice']);
});
