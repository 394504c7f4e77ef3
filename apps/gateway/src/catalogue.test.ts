import type { RowProblemView } from '#api';
import { errorInChinese } from '#contract/chinese';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, rex, type TestGateway } from './testGateway.fixture.js';
import { ask } from './v1/asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  // Two names of one machine, as config.yml and a resolver know them.
  await gateway.db.execute(
    `INSERT INTO pre_server_detail (server_name, network_ip, pro_type, config_dir, pro_dir, pro_key, pro_init,
       is_deloy_dir, app_key, local_name, auto_deloy)
     SELECT server_name, '127.0.0.011', pro_type, '/data/flow2/conf', '/data//flow1/html/', pro_key, pro_init,
       is_deloy_dir, 'flow2', 'copies', '1' FROM pre_server_detail WHERE app_key = 'flow1'`,
  );
  await gateway.db.execute("UPDATE pre_server_detail SET network_ip = '127.0.0.9' WHERE app_key IN ('flow1', 'flow2')");
});
afterAll(() => gateway?.end());

const source = { type: 'updateDirectory' };

test.each([
  ['release', 'flow'],
  ['release', 'copies'],
  ['plan', 'flow'],
  ['rollback', 'flow1'],
])('%s of %s is refused with both rows and the cure', async (action, k) => {
  const { status, body } = await rex(gateway, { action, k });
  expect(status).toBe(409);
  const { error, msg, data } = body as { error: { code: string; message: string }; msg: string; data: { msg: string } };
  expect(error.code).toBe('PATHS_MEET');
  for (const text of [error.message, data.msg, msg]) {
    expect(text).toMatch(/flow1 \(id 3, .*flow2 \(id 5, .* at \/data\/flow1\/html.*SET auto_deloy = '0' WHERE id = /);
  }
  expect(data.msg).toMatch(/目录冲突/);
});

test('the same is told by /v1, also of a plan', async () => {
  for (const path of ['/v1/releases', '/v1/releases/plan']) {
    const { status, body } = await ask(gateway, 'POST', path, { body: { apps: ['flow1'], source } });
    expect([status, body.code]).toEqual([409, 'PATHS_MEET']);
    expect(body.detail).toMatch(/^apps: flow1 /);
  }
});

test('a retry is refused as the release was', async () => {
  const cure = (automated: string) =>
    gateway.db.execute('UPDATE pre_server_detail SET auto_deloy = ? WHERE app_key = ?', [automated, 'flow2']);
  await cure('0');
  const failed = { outcome: 'failed', standing: 'old', step: null, trouble: null, facts: {} } as const;
  gateway.play = () => Promise.resolve({ outcome: 'failed', apps: [{ appKey: 'flow1', ...failed }] });
  const { body } = await rex(gateway, { action: 'release', k: 'flow1' });
  gateway.play = () => Promise.resolve({});
  await cure('1');
  const again = await ask(gateway, 'POST', `/v1/releases/${String(body.job)}/retry`);
  expect([again.status, again.body.code]).toEqual([409, 'PATHS_MEET']);
});

test.each([
  ['release', ['server1', 'server2']],
  ['plan', ['server1', 'server2']],
  // It switches nothing, so that two share directories does not matter.
  ['check', ['server1', 'server2', 'flow1', 'flow2']],
])('all of a %s are those that can be used, and the answer names the others', async (action, apps) => {
  await gateway.db.execute("UPDATE pre_server_detail SET pro_key = '' WHERE app_key = 'server2'");
  const waits: Record<string, string> = action === 'release' ? { queue: '1' } : {};
  const { body } = await rex(gateway, { action, k: 'all', async: '1', ...waits });
  await gateway.db.execute("UPDATE pre_server_detail SET pro_key = 'x' WHERE app_key = 'server2'");
  const release = (await ask(gateway, 'GET', `/v1/releases/${String(body.job)}`)).body as {
    apps: { app: string }[];
    warnings: string[];
  };
  expect(release.apps.map(({ app }) => app)).toEqual(apps.filter((app) => app !== 'server2'));
  const meets = action === 'check' ? [] : [expect.stringMatching(/^left out: flow1 \(id 3, .*flow2 \(id 5/)];
  expect(release.warnings).toEqual(['left out: server2 lacks pro_key in the catalogue', ...meets]);
});

test('everything else goes on: other apps, and whatever switches nothing', async () => {
  const others: Record<string, string>[] = [
    { action: 'release', k: 'server' },
    { action: 'check', k: 'all' },
    { action: 'service', k: 'flow copies', a: 'restart' },
  ];
  for (const asked of others) {
    expect((await rex(gateway, { ...asked, async: '1' })).status).toBe(202);
  }
});

test('list, doctor and the app itself say so, until it is mended', async () => {
  const listed = async () => (await rex(gateway, { action: 'list' })).body.data as Record<string, unknown>;
  const looked = async () => {
    const { findings } = (await ask(gateway, 'GET', '/v1/doctor')).body as unknown as {
      findings: { name: string; state: string; message: string }[];
    };
    return findings.find(({ name }) => name === 'catalogue.rows')!;
  };
  const shown = async () => (await ask(gateway, 'GET', '/v1/apps/flow2')).body.problem;
  expect(await listed()).toMatchObject({
    data: { '1': 'server1 server2 flow1 flow2 4' },
    problems: { '0': { id: '3', app_key: 'flow1', error: 'PATHS_MEET' }, '1': { app_key: 'flow2' } },
  });
  expect(await looked()).toMatchObject({ state: 'failed', message: expect.stringMatching(/^flow1 \(id 3, /) });
  expect(await shown()).toMatch(/^flow1 \(id 3, /);
  const { items } = (await ask(gateway, 'GET', '/v1/apps')).body as {
    items: { key: string; problem: string | null }[];
  };
  const wrong = items.filter(({ problem }) => problem !== null).map(({ key }) => key);
  expect(wrong).toEqual(['flow1', 'flow2']);

  await gateway.db.execute("UPDATE pre_server_detail SET pro_key = '' WHERE app_key = 'server2'");
  await gateway.db.execute("UPDATE pre_server_detail SET auto_deloy = '0' WHERE app_key = 'flow2'");
  expect(await looked()).toMatchObject({ state: 'warning', message: 'server2 lacks pro_key in the catalogue' });
  await gateway.db.execute("UPDATE pre_server_detail SET pro_key = 'x' WHERE app_key = 'server2'");
  expect(await looked()).toMatchObject({ state: 'ok' });
  expect(await listed()).not.toHaveProperty('problems');
  expect(await shown()).toBeNull();
  expect((await rex(gateway, { action: 'release', k: 'all', async: '1', queue: '1' })).status).toBe(202);
});

/** Does what somebody does who types this, be it a command of rexflow or a statement of SQL. */
async function typed({ db }: TestGateway, line: string): Promise<unknown> {
  const [, app, path, value] = /^rexflow app set (\S+) ([\w.]+)=(\S*)$/.exec(line) ?? [];
  if (app === undefined) return await db.execute(line);
  const settings = path!
    .split('.')
    .reduceRight<unknown>((inner, key) => ({ [key]: inner }), value === 'false' ? false : value);
  const answer = await ask(gateway, 'PATCH', `/v1/apps/${app}`, { body: settings });
  expect(answer.status).toBe(200);
  return answer;
}

test('/v1/problems names every row, page by page, and what it advises puts it right', async () => {
  const problems = async (query = '') => {
    const { body } = await ask(gateway, 'GET', `/v1/problems${query}`);
    return body as { items: RowProblemView[]; next: string | null };
  };
  const mend = ({ cure, advice }: RowProblemView, value: string) => {
    expect(advice).toContain(`: ${cure}.`);
    return typed(gateway, cure.replaceAll(/<\w+>/g, value));
  };
  await gateway.db.execute("UPDATE pre_server_detail SET auto_deloy = '1' WHERE app_key = 'flow2'");
  await gateway.db.execute("UPDATE pre_server_detail SET pro_key = '' WHERE app_key = 'server2'");
  await gateway.db.execute("UPDATE pre_server_detail SET app_key = 'server1' WHERE app_key = 'hand1'");
  const { items, next } = await problems();
  expect(next).toBeNull();
  expect(items.map(({ row, app, code }) => `${row} ${app} ${code}`)).toEqual([
    '1 server1 APP_AMBIGUOUS',
    '2 server2 APP_INCOMPLETE',
    '3 flow1 PATHS_MEET',
    '4 server1 APP_AMBIGUOUS',
    '5 flow2 PATHS_MEET',
  ]);
  expect(items.map(({ code, details }) => errorInChinese(code, details)?.message)).toEqual(
    items.map(() => expect.stringMatching(/\p{Script=Han}/u)),
  );
  const first = await problems('?limit=2');
  const rest = await problems(`?limit=3&cursor=${encodeURIComponent(first.next!)}`);
  expect([[...first.items, ...rest.items], rest.next]).toEqual([items, null]);
  await mend(items[3]!, 'hand1');
  await mend(items[1]!, 'x');
  await mend(items[4]!, '');
  expect(await problems()).toEqual({ items: [], next: null });
});
