import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { absentActions } from '#contract';
import { actions } from '#rex';
import { call, type Heard, startTestGateway, rex, type TestGateway } from './testGateway.fixture.js';

const limit = 20_000;
let gateway: TestGateway;
let open: TestGateway;
beforeAll(async () => {
  [gateway, open] = await Promise.all([
    startTestGateway({ gateway: { body_limit: limit }, rex: { allow_origin: ['https://ops.example'] } }),
    startTestGateway({ rex: { allow_origin: ['*'] } }),
  ]);
});
afterAll(() => Promise.all([gateway?.end(), open?.end()]));

const post = (body: RequestInit['body'], headers: Record<string, string> = {}): Promise<Heard> =>
  call(gateway, `/rex?token=${gateway.token}`, { method: 'POST', body, headers } as RequestInit);

/** A form as PHP sends an array of fields, and Postman the fields under form-data. */
function multipart(...fields: [name: string, value: string | Blob][]): FormData {
  const made = new FormData();
  for (const [name, value] of fields) made.append(name, value);
  return made;
}

/** A body without a type, in two pieces. */
function untyped(body: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const asked = request(`${gateway.url}/rex?token=${gateway.token}`, { method: 'POST' }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, body: JSON.parse(text) as Record<string, unknown> }),
      );
    });
    asked.once('error', reject);
    asked.setHeader('Content-Length', bytes.length);
    asked.write(bytes.subarray(0, 1));
    asked.end(bytes.subarray(1));
  });
}

const listed = { data: { data: { '0': 'flow hand server' } }, param: { action: 'list' } };

test('a multipart form is a form', async () => {
  expect(await post(multipart(['action', 'list']))).toMatchObject({ status: 200, body: listed });
  const taken = await post(multipart(['action', 'check'], ['k', 'server1,flow'], ['async', '1']));
  expect(taken).toMatchObject({ status: 202, body: { param: { k: 'server1,flow' } } });
  const signedIn = await call(open, '/login', {
    method: 'POST',
    body: multipart(['username', 'admin'], ['password', 'correct horse']),
  });
  expect(signedIn).toMatchObject({ status: 200, body: { code: '0' } });
});

test.each<[what: string, body: () => RequestInit['body'], code: string, says: RegExp]>([
  [
    'a file',
    () => multipart(['action', 'list'], ['pack', new Blob(['x'])]),
    'BODY_MALFORMED',
    /pack is a file.*\/upload/,
  ],
  ['a name twice', () => multipart(['action', 'list'], ['action', 'check']), 'PARAMETER_INVALID', /action: given 2/],
  ['too much', () => multipart(['action', 'list'], ['k', 'x'.repeat(limit)]), 'BODY_TOO_LARGE', /20000/],
  [
    'too many fields',
    () => multipart(...Array.from({ length: 1001 }, (): [string, string] => ['', ''])),
    'BODY_TOO_LARGE',
    /20000/,
  ],
  ['a name of an object', () => multipart(['action', 'list'], ['__proto__', 'x']), 'PARAMETER_UNKNOWN', /__proto__/],
])('a multipart form with %s is refused', async (_what, body, code, says) => {
  const heard = await post(body());
  expect(heard.body).toMatchObject({ code: '-1', error: { code, message: expect.stringMatching(says) } });
});

test.each<[what: string, type: string, body: string]>([
  ['no boundary', 'multipart/form-data', 'x'],
  ['no end', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="action"\r\n\r\nlist'],
  ['nothing in it', 'multipart/form-data; boundary=b', 'list'],
])('a multipart form with %s is refused', async (_what, type, body) => {
  expect(await post(body, { 'content-type': type })).toMatchObject({
    status: 400,
    body: { code: '-1', error: { code: 'BODY_MALFORMED' } },
  });
});

test('more fields than a form may have are refused', async () => {
  const fields = Array.from({ length: 1001 }, () => `--b\r\nContent-Disposition: form-data; name="k"\r\n\r\n\r\n`);
  const body = `${fields.join('')}--b--\r\n`;
  const heard = await call(open, `/rex?token=${open.token}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  });
  expect(heard).toMatchObject({
    status: 400,
    body: { error: { code: 'BODY_MALFORMED', message: expect.stringMatching(/1000/) } },
  });
});

test.each(['action=list', '{"action":"list"}', '\n {"action": "list"}'])(
  '%s without a type is read as what it looks like',
  async (body) => {
    expect(await untyped(body)).toMatchObject({ status: 200, body: listed });
  },
);

test('what is neither, or too much, is refused without a type as with one', async () => {
  expect(await untyped('{"action":')).toMatchObject({ status: 400, body: { error: { code: 'BODY_MALFORMED' } } });
  expect(await untyped('["list"]')).toMatchObject({ status: 400, body: { error: { code: 'BODY_MALFORMED' } } });
  expect(await untyped('<action>list</action>')).toMatchObject({ status: 400, body: { code: '-1' } });
  expect(await untyped(`k=${'x'.repeat(limit)}`)).toMatchObject({
    status: 413,
    body: { error: { code: 'BODY_TOO_LARGE' } },
  });
});

const origin = 'https://ops.example';
const preflight = (at: TestGateway, path: string, from: string): Promise<Response> =>
  fetch(`${at.url}${path}`, {
    method: 'OPTIONS',
    headers: { origin: from, 'access-control-request-method': 'POST' },
  });

test.each(['/rex', '/rex/jobs/x', '/login', '/token', '/upload'])('a page of a named origin reads %s', async (path) => {
  const asked = await preflight(gateway, path, origin);
  expect(asked.status).toBe(204);
  expect(Object.fromEntries(asked.headers)).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': expect.stringContaining('Authorization'),
    vary: 'Origin',
  });
  const answer = await fetch(`${gateway.url}${path}`, { method: 'POST', headers: { origin } });
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  const stranger = await preflight(gateway, path, 'https://other.example');
  expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
  expect(stranger.headers.get('vary')).toBe('Origin');
  expect((await preflight(open, path, 'null')).headers.get('access-control-allow-origin')).toBe('*');
});

test.each(['/v1/apps', '/healthz', '/'])('no page reads %s', async (path) => {
  for (const at of [gateway, open]) {
    const answer = await fetch(`${at.url}${path}`, { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect((await preflight(at, path, origin)).headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('a slip of the keyboard is told what was likely meant', async () => {
  const { body } = await rex(gateway, { action: 'relaese', k: 'server' });
  expect(body).toMatchObject({
    msg: '校验和解析参数失败: 不支持的action参数: relaese (是否为 release?)',
    error: { code: 'ACTION_UNKNOWN', message: expect.stringContaining('did you mean release?') },
  });
  expect((await rex(gateway, { action: 'nope' })).body.msg).toBe('校验和解析参数失败: 不支持的action参数: nope');
});

test.each(absentActions)('%s of the original is told to be none here, and what to do instead', async (action) => {
  expect(actions.map(({ name }) => name)).not.toContain(action);
  const { status, body } = await rex(gateway, { action, k: 'server' });
  const { error, msg } = body as { error: { code: string; message: string }; msg: string };
  expect([status, error.code]).toEqual([400, 'ACTION_ABSENT']);
  expect(error.message).toMatch(/^action: \S+ of RexDeployV3 is not in rexflow; .{10,}/);
  expect(msg).toMatch(/^校验和解析参数失败: rexflow 没有 .*; .*[\u4e00-\u9fff]/);
});

test.each(['/rex/config', '/rex/config/add', '/rex/config/delete', '/rex/groupconfig'])('so is %s', async (path) => {
  const heard = await call(gateway, `${path}?token=${gateway.token}`, { method: 'POST' });
  expect(heard).toMatchObject({ status: 404, body: { error: { code: 'ROUTE_ABSENT' } } });
});
