import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.end());

test.each([
  ['/v1/apps', 'key', ['server1', 'server2', 'flow1', 'hand1']],
  ['/v1/groups', 'name', ['flow', 'hand', 'server']],
  ['/v1/hosts', 'address', ['127.0.0.11']],
])('%s page by page is what it is at once', async (path, name, all) => {
  for (const limit of [1, 2, 1000]) {
    const found: unknown[] = [];
    for (let cursor = ''; ;) {
      const { status, body } = await ask(gateway, 'GET', `${path}?limit=${limit}${cursor}`);
      expect(status).toBe(200);
      const items = body.items as Record<string, unknown>[];
      expect(items.length).toBeLessThanOrEqual(limit);
      found.push(...items.map((item) => item[name]));
      if (body.next === null) break;
      cursor = `&cursor=${encodeURIComponent(String(body.next))}`;
    }
    expect(found).toEqual(all);
  }
  const whole = await ask(gateway, 'GET', path);
  expect([(whole.body.items as unknown[]).length, whole.body.next]).toEqual([all.length, null]);
  for (const query of ['limit=0', 'limit=1001', 'cursor=x', 'cursor=MTIz']) {
    const heard = await ask(gateway, 'GET', `${path}?${query}`);
    expect([heard.status, heard.body.code]).toEqual([400, 'PARAMETER_INVALID']);
  }
});

test('apps by their keys, and hosts and groups by what they hold', async () => {
  const found = async (path: string, name: string): Promise<unknown[]> =>
    ((await ask(gateway, 'GET', path)).body.items as Record<string, unknown>[]).map((item) => item[name]);
  expect(await found('/v1/apps?keys=flow1,nobody,server2', 'key')).toEqual(['server2', 'flow1']);
  expect(await found('/v1/groups?q=HAND1', 'name')).toEqual(['hand']);
  expect(await found('/v1/hosts?q=0.11', 'address')).toEqual(['127.0.0.11']);
  expect(await found('/v1/hosts?q=elsewhere', 'address')).toEqual([]);
});

test('a page of apps asks the records about its own apps only', async () => {
  const before = gateway.queries.length;
  await ask(gateway, 'GET', '/v1/apps?q=flow1');
  const queries = gateway.queries.slice(before);
  expect(queries).toHaveLength(6);
  for (const sql of queries) expect(sql).toMatch(/app_key IN \(/);
});

test('rows that are no apps stand beside the first page, as they are asked for, and so do groups that have no others', async () => {
  const get = async (path: string) => (await ask(gateway, 'GET', path)).body;
  const keys = async (path: string) => ((await get(path)).unusable as { app: string }[]).map(({ app }) => app);
  expect(await get('/v1/apps')).toMatchObject({ unusable: [], unusableTotal: 0 });
  expect(await get('/v1/groups')).toMatchObject({ unusable: [], unusableTotal: 0 });
  await gateway.db.execute("UPDATE pre_server_detail SET pro_key = '' WHERE app_key IN ('server2', 'hand1')");
  const apps = await get('/v1/apps?limit=1');
  const because = 'hand1 lacks pro_key in the catalogue';
  expect(apps.unusableTotal).toBe(2);
  expect((apps.unusable as unknown[])[1]).toMatchObject({
    ...{ app: 'hand1', group: 'hand', host: '127.0.0.11', code: 'APP_INCOMPLETE', problem: because },
    problemStatement: { id: 'warning.error' },
    cure: 'rexflow app set hand1 service.process=<value>',
  });
  expect(await get(`/v1/apps?limit=1&cursor=${encodeURIComponent(String(apps.next))}`)).not.toHaveProperty('unusable');
  expect(await keys('/v1/apps?group=server')).toEqual(['server2']);
  expect(await keys('/v1/apps?q=HAND')).toEqual(['hand1']);
  expect(await keys('/v1/apps?keys=hand1,flow1')).toEqual(['hand1']);
  const groups = await get('/v1/groups');
  expect((groups.items as Record<string, unknown>[]).map(({ name, apps, unusable }) => [name, apps, unusable])).toEqual(
    [
      ['flow', ['flow1'], 0],
      ['server', ['server1'], 1],
    ],
  );
  expect([groups.unusable, groups.unusableTotal]).toEqual([['hand'], 1]);
  expect((await get('/v1/groups?q=hand1')).unusable).toEqual(['hand']);
  expect((await get('/v1/groups?q=flow')).unusable).toEqual([]);
  expect(await get('/v1/groups/hand')).toBeTypeOf('object');
  expect(await get('/v1/matrix?group=hand')).toMatchObject({
    items: [],
    unusable: [{ environment: 'prod', group: 'hand', rows: 1, problem: because }],
    unusableTotal: 1,
  });
  expect(await get('/v1/matrix?group=server')).toMatchObject({ items: [{ group: 'server' }], unusable: [] });
  // A group that is described stands among the others with nothing in it: it is named once.
  await ask(gateway, 'PATCH', '/v1/groups/hand', { body: { rollout: { batch: 1 } } });
  const described = await get('/v1/groups?q=hand');
  expect(described).toMatchObject({ items: [{ name: 'hand', apps: [], unusable: 1 }], unusable: [], unusableTotal: 0 });
  expect(await get('/v1/groups?q=hand1')).toMatchObject({ items: [], unusable: ['hand'], unusableTotal: 1 });
});

test('rows that are no apps are told with their host: beside it where it has others, behind all hosts where it has none', async () => {
  const get = async (path: string) => (await ask(gateway, 'GET', path)).body;
  await gateway.db.execute("UPDATE pre_server_detail SET network_ip = '127.0.0.9' WHERE app_key = 'hand1'");
  const hosts = await get('/v1/hosts');
  expect(hosts).toMatchObject({ items: [{ address: '127.0.0.11', unusable: 1 }], unusableTotal: 1 });
  expect(hosts.unusable).toMatchObject([
    {
      ...{ app: 'hand1', group: 'hand', host: '127.0.0.9', problem: 'hand1 lacks pro_key in the catalogue' },
      cure: 'rexflow app set hand1 service.process=<value>',
    },
  ]);
  for (const [query, total] of [
    ['q=0.0.9', 1],
    ['q=HAND', 1],
    ['q=server', 0],
  ] as const)
    expect((await get(`/v1/hosts?${query}`)).unusableTotal).toBe(total);
  // A host that is described stands among the others with nothing on it.
  const put = await ask(gateway, 'PUT', '/v1/hosts/nine', { body: { address: '127.0.0.9' } });
  expect(put.status, JSON.stringify(put.body)).toBe(200);
  expect(await get('/v1/hosts?q=nine')).toMatchObject({ items: [{ name: 'nine', unusable: 1 }], unusableTotal: 0 });
  expect((await get('/v1/hosts')).unusable).toEqual([]);
});
