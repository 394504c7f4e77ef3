import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPeople } from '#records';
import { call, type Heard, startTestGateway, password, rex, type TestGateway } from './testGateway.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.end());

const login = (username: string, given: string): Promise<Heard> =>
  call(gateway, '/login', { method: 'POST', body: new URLSearchParams({ username, password: given }) });

test('a login gives a token that works', async () => {
  const { status, body } = await login('admin', password);
  expect(status).toBe(200);
  expect(body).toEqual({
    code: '0',
    expire: '3600',
    msg: '获取成功',
    params: { password: '********', username: 'admin' },
    saveToken: { code: '0', msg: '保存token成功' },
    take: expect.stringMatching(/^\d+$/),
    time: {
      datetime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      timestamp: expect.stringMatching(/^\d{10}$/),
    },
    token: expect.stringMatching(/^\d{10}[a-z]{32}$/),
  });
  const listed = await call(gateway, `/rex?token=${body.token as string}`);
  expect(listed.status).toBe(200);
  expect(gateway.log.join('')).not.toContain(body.token);
});

test('a wrong name and a wrong password are told alike, without the password', async () => {
  const [name, word] = [await login('nobody', 'secret-x'), await login('admin', 'secret-x')];
  expect(name).toMatchObject({ status: 401, body: { code: '-1', msg: '用户名不正确或密码不正确' } });
  expect(word.body).toEqual({ ...name.body, params: { username: 'admin', password: '********' } });
  const twice = await call(gateway, '/login?username=admin&password=secret-x&password=secret-y');
  expect(twice.status).toBe(400);
  const missing = await call(gateway, '/login?password=secret-x');
  expect(missing).toMatchObject({ status: 400, body: { error: { code: 'PARAMETER_MISSING' } } });
  for (const { body } of [name, word, twice, missing]) expect(JSON.stringify(body)).not.toMatch(/secret-[xy]/);
  expect(gateway.log.join('')).not.toMatch(/secret-[xy]/);
});

test('guessing is slowed down, and says for how long', async () => {
  const answers: Heard[] = [];
  for (let guess = 0; guess < 6; guess += 1) answers.push(await login('victim', `guess-${guess}`));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
  const last = answers.at(-1)!;
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(last.body).toMatchObject({ code: '-1', error: { code: 'TOO_MANY_LOGINS' } });
});

test.each([
  ['none', '', 'token数据为空', null],
  ['an unknown one', '?token=abc', '根据token查询数据为空', 'abc'],
])('a call with %s', async (_title, query, msg, token) => {
  const { status, body } = await call(gateway, `/rex${query}`, {
    method: 'POST',
    body: new URLSearchParams({ action: 'list' }),
  });
  expect(status).toBe(401);
  expect(body).toMatchObject({ code: '-1', msg: 'token校验不通过', token: token ?? {}, getToken: { code: '-1', msg } });
  expect(body).toMatchObject({ param: { action: 'list' }, data: { code: '-1' } });
});

test('a call with an expired token', async () => {
  const people = createPeople(gateway.db, () => new Date(Date.now() - 10_000));
  const { token } = await people.issueToken({ name: 'admin', role: 'admin' }, 5);
  const { status, body } = await call(gateway, `/rex?token=${token}`);
  expect({ status, msg: (body.getToken as { msg: string }).msg }).toEqual({ status: 401, msg: 'token已经过期' });
  expect(await call(gateway, `/token?token=${token}`)).toMatchObject({
    status: 401,
    body: { expire: '5', getToken: { code: '-1', msg: 'token已经过期', query: { expire: '5', token } } },
  });
});

test('/token tells what is known of a token', async () => {
  const { token } = gateway;
  const known = await call(gateway, `/token?token=${token}`);
  expect(known).toMatchObject({ status: 200 });
  expect(known.body).toEqual({
    expire: '3600',
    getToken: {
      code: '0',
      msg: 'token校验正常',
      query: { expire: '3600', timestamp: token.slice(0, 10), token },
    },
    timestamp: expect.stringMatching(/^\d{10}$/),
    token,
  });
  expect(await call(gateway, '/token')).toMatchObject({ status: 400, body: { code: '-1', msg: 'token不能为空' } });
});

test('two different tokens are not taken', async () => {
  const heard = await rex(gateway, { action: 'list', token: 'other' });
  expect(heard.status).toBe(401);
});
