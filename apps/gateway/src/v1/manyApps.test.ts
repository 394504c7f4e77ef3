import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

/** A catalogue of so many apps, of which each fiftieth cannot be used. */
const all = 5000;
const each = 50;
const bad = all / each;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.db.execute('DELETE FROM pre_server_detail');
  const rows = Array.from({ length: all }, (_, index) => {
    const [key, group] = [`app${index}`, `group${index % 199}`];
    const processKey = index % each === 0 ? '' : key;
    return [
      key,
      `10.1.${Math.floor(index / 250)}.${(index % 25) + 1}`,
      `/srv/${key}/conf`,
      `/srv/${key}/html`,
      processKey,
      group,
    ];
  });
  for (let from = 0; from < all; from += 500) {
    const some = rows.slice(from, from + 500);
    await gateway.db.execute(
      `INSERT INTO pre_server_detail (server_name, network_ip, config_dir, pro_dir, pro_key, local_name, app_key, pro_init,
         pro_type, is_deloy_dir, auto_deloy) VALUES ${some.map(() => "(?, ?, ?, ?, ?, ?, ?, '/etc/init.d/x', 'node', '2', '1')").join(', ')}`,
      some.flatMap(([key, ...rest]) => [key!, ...rest, key!]),
    );
  }
});
afterAll(() => gateway?.end());

/** Every item of a list, page by page. */
async function listed(path: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let cursor = ''; ;) {
    const { status, body } = await ask(gateway, 'GET', `${path}?limit=1000${cursor}`);
    expect(status).toBe(200);
    found.push(...(body.items as Record<string, unknown>[]));
    if (body.next === null) return found;
    cursor = `&cursor=${encodeURIComponent(String(body.next))}`;
  }
}

test('of 5,000 apps the 100 that cannot be used are named with cause and cure, and the others listed as ever', async () => {
  const problems = await listed('/v1/problems');
  expect(problems).toHaveLength(bad);
  expect(problems[0]).toMatchObject({
    app: 'app0',
    code: 'APP_INCOMPLETE',
    advice: expect.stringContaining('rexflow app set app0'),
  });
  const apps = await listed('/v1/apps');
  expect(apps).toHaveLength(all - bad);
  expect(await listed('/v1/groups')).toHaveLength(199);
});

test('what names apps that can be used is taken, and "all" leaves out the others and says so', async () => {
  const body = { apps: ['app1', 'app2'], source: { type: 'updateDirectory' } };
  const taken = await ask(gateway, 'POST', '/v1/releases', { body });
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const every = await ask(gateway, 'POST', '/v1/actions', { body: { action: 'check', parameters: { k: 'all' } } });
  expect(every.status).toBe(202);
  expect(every.body.apps).toHaveLength(all - bad);
  const warnings = every.body.warnings as string[];
  expect([warnings.length, warnings.at(-1)]).toEqual([21, expect.stringContaining('80 more')]);
  const one = await ask(gateway, 'POST', '/v1/releases', { body: { ...body, apps: ['app0'] } });
  expect([one.status, one.body.code]).toEqual([400, 'APP_INCOMPLETE']);
});
