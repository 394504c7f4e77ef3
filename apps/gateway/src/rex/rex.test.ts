import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CodedError } from '#contract';
import { call, startTestGateway, rex, type TestGateway } from '../testGateway.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ rex: { wait: 20 }, gateway: { body_limit: 20_000 } });
});
afterAll(() => gateway.end());
beforeEach(() => {
  gateway.play = () => Promise.resolve({});
});

const release = { action: 'release', k: 'server' };
const requests = async (): Promise<number> => (await gateway.db.query('SELECT id FROM rexflow_requests')).length;

test('a release waits for its result and is answered in the documented form', async () => {
  const { status, headers, body } = await rex(gateway, release);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(body).toMatchObject({
    code: '0',
    data: { code: '0', msg: '成功', data: { '0': { code: '0', msg: 'server have finshed release' } } },
    param: { ...release, token: gateway.token },
    parseparameters: {
      code: '0',
      msg: '校验和解析参数成功',
      precmd: '',
      requestCmd: `release,--k="server",--token="${gateway.token}",--w="1"`,
    },
    print_stdout: '0',
    respon: {
      code: '1',
      msg: '执行完成',
      ret: '0',
      stderr: '',
      stdout: '',
      cmd: expect.not.stringContaining(gateway.token),
    },
  });
  expect(body).not.toHaveProperty('msg');
  const nodes = (body.data as { data: { 0: { data: Record<string, Record<string, string>> } } }).data[0].data;
  expect(Object.keys(nodes)).toEqual(['0', '1']);
  expect(Object.keys(nodes[0]!)).toHaveLength(18);
  expect(nodes[0]).toMatchObject({ deploy_key: 'server1', deploy_ip: '127.0.0.11', deloy_prodir_real_before: {} });
});

test.each([
  ['JSON', 'application/json', JSON.stringify({ ...release, w: 1, debug: null }), 'query'],
  ['a form', 'application/x-www-form-urlencoded', "action='release'&k='server'", 'query'],
  ['a bearer token', 'application/json', JSON.stringify(release), 'bearer'],
  ['a token in the body', 'application/x-www-form-urlencoded', 'action=release&k=server&token=', 'body'],
])('takes %s', async (_title, type, body, place) => {
  const path = place === 'query' ? `/rex?token=${gateway.token}` : '/rex';
  const headers: Record<string, string> = { 'content-type': type };
  if (place === 'bearer') headers.authorization = `Bearer ${gateway.token}`;
  const whole = place === 'body' ? body + gateway.token : body;
  const heard = await call(gateway, path, { method: 'POST', headers, body: whole });
  expect(heard).toMatchObject({ status: 200, body: { code: '0' } });
});

test('takes everything in the query', async () => {
  const query = new URLSearchParams({ ...release, token: gateway.token });
  expect(await call(gateway, `/rex?${query}`, { method: 'POST' })).toMatchObject({ status: 200, body: { code: '0' } });
});

test('sprint keeps the output', async () => {
  const { body } = await rex(gateway, { ...release, sprint: '1' });
  expect(JSON.parse((body.respon as { stdout: string }).stdout)).toMatchObject({ code: '0', msg: '成功' });
});

const long = 'x'.repeat(16_385);
const url = 'http://10.0.0.3/a.zip';
test.each([
  [400, 'ACTION_MISSING', 'action', { k: 'server' }],
  [400, 'ACTION_UNKNOWN', 'action', { action: 'nope' }],
  [400, 'PARAMETER_MISSING', 'k', { action: 'release' }],
  [400, 'PARAMETER_UNKNOWN', 'sevn', { ...release, sevn: 'uat' }],
  [400, 'PARAMETER_INVALID', 'cmd', { action: 'run', k: 'server', cmd: long }],
  [400, 'PARAMETER_INVALID', 'k', { action: 'release', k: 'a\nb' }],
  [400, 'PARAMETER_INVALID', 'pwd', { ...release, pwd: '/' }],
  [400, 'URL_WITHOUT_FULL', 'full', { ...release, url }],
  [400, 'FULL_WITHOUT_URL', 'url', { ...release, full: '1' }],
  [400, 'PARAMETER_INVALID', 'full', { ...release, url, full: '3' }],
  [400, 'PARAMETER_INVALID', 'url', { ...release, url: 'ftp://h/a', full: '1' }],
  [400, 'SOURCE_WITH_URL', 'senv', { ...release, url, full: '1', senv: 'uat' }],
  [400, 'SOURCE_UNKNOWN', 'senv', { ...release, senv: 'zzz' }],
  [400, 'SOURCE_NOT_ALLOWED', 'senv', { ...release, senv: 'dev' }],
  [400, 'SEVERAL_GROUPS', 'k', { action: 'release', k: 'server flow', url, full: '1' }],
  [400, 'NOT_AUTOMATED', 'k', { action: 'release', k: 'hand' }],
  [400, 'NOT_AUTOMATED', 'k', { action: 'rollback', k: 'hand' }],
  [404, 'APP_UNKNOWN', 'k', { action: 'release', k: 'server nosuch,neither' }],
])('%i %s names %s, in the envelope, and nothing is stored', async (status, code, field, parameters) => {
  const before = await requests();
  const heard = await rex(gateway, parameters as Record<string, string>);
  expect(heard.status).toBe(status);
  expect(heard.body).toMatchObject({
    code: '-1',
    error: { code },
    respon: { code: '0', stdout: '' },
    print_stdout: '0',
  });
  expect(heard.body.msg).toContain(field);
  for (const key of ['param', 'parseparameters', 'data', 'take']) expect(heard.body).toHaveProperty(key);
  expect(await requests()).toBe(before);
});

test('every unknown name is named', async () => {
  const { body } = await rex(gateway, { action: 'release', k: 'server nosuch,neither' });
  expect(body.msg).toMatch(/查询到数据为空.*nosuch, neither/);
});

test.each([
  [400, 'BODY_MALFORMED', 'application/json', '{"action":'],
  [400, 'BODY_MALFORMED', 'application/json', '["release"]'],
  [400, 'BODY_MALFORMED', 'text/plain', 'action=release'],
  [413, 'BODY_TOO_LARGE', 'application/x-www-form-urlencoded', `cmd=${'x'.repeat(30_000)}`],
  [400, 'PARAMETER_INVALID', 'application/json', '{"action":"release","k":{"a":1}}'],
  [400, 'PARAMETER_INVALID', 'application/json', '{"action":"release","k":["a","b"]}'],
])('%i %s for a body that is not in order', async (status, code, type, body) => {
  const heard = await call(gateway, `/rex?token=${gateway.token}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  expect(heard).toMatchObject({ status, body: { code: '-1', error: { code }, parseparameters: { code: '-1' } } });
});

test('a busy app is refused, by whom and since when', async () => {
  gateway.play = () => Promise.resolve(null);
  const first = await rex(gateway, { ...release, async: '1' });
  expect(first.status).toBe(202);
  const id = first.body.job as string;
  const heard = await rex(gateway, { action: 'service', k: 'server2', a: 'stop' });
  expect(heard).toMatchObject({ status: 409, body: { code: '-1', error: { code: 'APP_BUSY' } } });
  expect(heard.body.msg).toMatch(new RegExp(`server2 .*admin.*release.*${id}.*since \\d{4}-`));
  await gateway.settle(id);
});

test('async and Prefer: respond-async are answered at once', async () => {
  gateway.play = () => Promise.resolve(null);
  for (const [parameters, headers] of [
    [{ ...release, async: '1' }, {}],
    [release, { prefer: 'respond-async, wait=5' }],
  ] as const) {
    const heard = await rex(gateway, parameters, headers);
    expect(heard).toMatchObject({ status: 202, body: { code: '0', job: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    expect(heard.headers.get('location')).toBe(`/rex/jobs/${String(heard.body.job)}`);
    await gateway.settle(heard.body.job as string);
  }
});

test('the same Idempotency-Key gives the same job, and with other parameters a refusal', async () => {
  const headers = { 'idempotency-key': 'order-812' };
  const first = await rex(gateway, release, headers);
  const again = await rex(gateway, { ...release, token: gateway.token }, headers);
  expect(again.status).toBe(200);
  expect(again.body.job).toBe(first.body.job);
  const other = await rex(gateway, { ...release, senv: 'uat' }, headers);
  expect(other).toMatchObject({ status: 409, body: { error: { code: 'IDEMPOTENCY_MISMATCH' } } });
  const bad = await rex(gateway, release, { 'idempotency-key': 'a b' });
  expect(bad).toMatchObject({ status: 400, body: { error: { code: 'PARAMETER_INVALID' } } });
});

test('a failed release is a 200 with code -1 on every level', async () => {
  const trouble = new CodedError('START_FAILED', { reason: 'no process' }).report();
  const failed = { outcome: 'failed', standing: 'restored', step: 'start', trouble, facts: {} } as const;
  gateway.play = () =>
    Promise.resolve({
      outcome: 'failed',
      apps: ['server1', 'server2'].map((appKey) => ({ appKey, ...failed })),
    });
  const { status, body } = await rex(gateway, release);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    code: '-1',
    msg: `server1: ${trouble.message}; server2: ${trouble.message}`,
    data: { code: '-1', msg: '失败', data: { '0': { code: '-1', data: { '1': { standing: 'restored' } } } } },
    respon: { code: '1', ret: '1' },
  });
});

test('list and Deploy:Db:initdb are answered without a worker', async () => {
  const listed = await rex(gateway, { action: 'list' });
  expect(listed.body).toMatchObject({
    code: '0',
    data: { code: '0', msg: '成功', data: { '0': 'flow hand server', '1': 'server1 server2 flow1 3' } },
  });
  const freed = await rex(gateway, { action: 'Deploy:Db:initdb' });
  expect(freed.body).toMatchObject({ code: '0', data: { code: '0', data: { '0': '1' }, freed: '0' } });
});

test('what was asked for is in the audit, without the token', async () => {
  await rex(gateway, { action: 'run', k: 'flow1', cmd: 'uptime' });
  const rows = await gateway.db.query<{ details: string }>(
    "SELECT user, action, details FROM rexflow_audit WHERE action = 'run'",
  );
  expect(rows).toEqual([{ user: 'admin', action: 'run', details: '{"k":"flow1","cmd":"uptime"}' }]);
  expect(JSON.stringify(await gateway.db.query('SELECT * FROM rexflow_requests'))).not.toContain(gateway.token);
  expect(gateway.log.join('')).not.toContain(gateway.token);
});

test('GET /rex lists every action with its parameters', async () => {
  const { status, body } = await call(gateway, `/rex?token=${gateway.token}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    code: '0',
    msg: '执行完成',
    data: {
      tasks: { '0': 'release' },
      actions: { service: { required: { '0': 'k', '1': 'a' }, parameters: { a: { values: { '0': 'start' } } } } },
    },
  });
});
