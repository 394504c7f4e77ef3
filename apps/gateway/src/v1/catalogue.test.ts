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
