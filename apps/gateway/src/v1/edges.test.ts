import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireDescribed } from '../../../../packages/api/src/validate/answers.fixture.js';
import { startTestGateway, rex, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ gateway: { body_limit: 307_200 } });
});
afterAll(() => gateway?.end());

const source = { type: 'updateDirectory' };
const row = `INSERT INTO pre_server_detail (server_name, network_ip, pro_type, config_dir, pro_dir, pro_key, pro_init,
  is_deloy_dir, app_key, local_name, auto_deloy) VALUES `;
const values = (key: string, process = key): string[] => [
  ...[key, '127.0.0.11', 'node', `/data/${key}/conf`, `/data/${key}/html`, process],
  ...[`/etc/${key}`, '2', key, 'many', '1'],
];
async function insert(...rows: string[][]): Promise<void> {
  const marks = rows.map((one) => `(${one.map(() => '?').join(', ')})`);
  await gateway.db.execute(row + marks.join(', '), rows.flat());
}

test('five hundred apps named one by one are one release, of either API', async () => {
  const names = Array.from({ length: 500 }, (_, index) => `an-app-of-an-estate-${index}`);
  await insert(...names.map((name) => values(name)));
  const taken = await ask(gateway, 'POST', '/v1/releases', { body: { apps: names, source } });
  expect(taken.status).toBe(202);
  expect((taken.body.apps as { app: string }[]).map(({ app }) => app)).toEqual(names);
  const path = `/v1/releases/${String(taken.body.id)}`;
  await expect.poll(async () => (await ask(gateway, 'GET', path)).body.state, { timeout: 20_000 }).toBe('settled');
  const also = await rex(gateway, { action: 'release', k: names.join(','), async: '1' });
  expect([also.status, (also.body.param as { k: string }).k]).toEqual([202, names.join(',')]);
});

test('a row of the catalogue that cannot be used is shown with what is wrong', async () => {
  await insert(values('halved', ''), values('twice'), values('twice'));
  const told = async (key: string): Promise<unknown[]> => {
    const { status, body } = await ask(gateway, 'GET', `/v1/apps/${key}`);
    return [status, body.code, String(body.detail).split(':')[0]];
  };
  expect(await told('halved')).toEqual([400, 'APP_INCOMPLETE', 'key']);
  expect(await told('twice')).toEqual([400, 'APP_AMBIGUOUS', 'key']);
  expect(await told('nowhere')).toEqual([404, 'APP_UNKNOWN', 'key']);
  expect((await ask(gateway, 'GET', '/v1/apps/server1')).status).toBe(200);
});

test('bad news of an action names the parameter by its place in the body', async () => {
  const body = { action: 'check', parameters: { k: 'nobody' } };
  expect((await ask(gateway, 'POST', '/v1/actions', { body })).body.detail).toMatch(/^parameters\.k: /);
});

test('a path with half an escape is no matter of the body', async () => {
  const heard = await ask(gateway, 'GET', '/v1/releases/%E0%A4%A');
  expect([heard.status, heard.body.code]).toEqual([400, 'PATH_MALFORMED']);
  expect(heard.body.detail).toMatch(/^the path /);
  const old = await fetch(`${gateway.url}/rex/jobs/%zz?token=${gateway.token}`);
  expect([old.status, ((await old.json()) as { error: { code: string } }).error.code]).toEqual([400, 'PATH_MALFORMED']);
});

test.each(['2026-02-30T00:00:00.000Z', '2026-01-01', '+012026-01-01T00:00:00.000Z'])(
  'a cursor of %s is none',
  async (at) => {
    const cursor = Buffer.from(`${at} 00000000-0000-0000-0000-000000000000`).toString('base64url');
    const { status, body } = await ask(gateway, 'GET', `/v1/releases?cursor=${cursor}`);
    expect([status, body.code]).toEqual([400, 'PARAMETER_INVALID']);
  },
);

test.each([
  ['?odd=1', '', 400],
  ['', '{', 400],
  ['', `["${'x'.repeat(400_000)}"]`, 413],
])('what every endpoint refuses is in the description: case %$', async (query, sent, status) => {
  const headers = {
    authorization: `Bearer ${gateway.token}`,
    'content-type': 'application/json',
    'content-length': sent.length,
  };
  const call = request(`${gateway.url}/v1/me${query}`, { method: 'GET', headers });
  call.end(sent);
  const [answer] = (await once(call, 'response')) as [AsyncIterable<Buffer> & { headers: Record<string, string> }];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  const body = JSON.parse(text) as { status: number };
  expect(body.status).toBe(status);
  requireDescribed({ method: 'GET', path: '/v1/me' }, { status, headers: new Headers(answer.headers), body });
});

const streaming = (signal?: AbortSignal): RequestInit => ({
  headers: { authorization: `Bearer ${gateway.token}`, accept: 'text/event-stream' },
  ...(signal ? { signal } : {}),
});

test('HEAD of a stream is answered, and leaves nobody listening', async () => {
  const answer = await fetch(`${gateway.url}/v1/events`, { ...streaming(), method: 'HEAD' });
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(await answer.text()).toBe('');
  expect(gateway.watching()).toBe(0);
});

test('a stream that breaks is told in the log, one whose caller left is not', async () => {
  const noted = (): string[] => gateway.log.filter((line) => /"trouble".*/.test(line));
  const gone = new AbortController();
  const left = await fetch(`${gateway.url}/v1/events`, streaming(gone.signal));
  await expect.poll(() => gateway.watching(), { timeout: 5000 }).toBe(1);
  gone.abort();
  await left.text().catch(() => undefined);
  await expect.poll(() => gateway.watching(), { timeout: 5000 }).toBe(0);
  expect(noted()).toEqual([]);

  const broken = await fetch(`${gateway.url}/v1/events`, streaming());
  await expect.poll(() => gateway.watching(), { timeout: 5000 }).toBe(1);
  await gateway.db.execute('ALTER TABLE rexflow_events CHANGE data gone LONGTEXT NOT NULL');
  await gateway.db.execute(
    "INSERT INTO rexflow_events (request_id, kind, at, gone) VALUES ('', 'phase', UTC_TIMESTAMP(3), '{}')",
  );
  gateway.announce('any');
  await expect(broken.text()).rejects.toThrow();
  await expect.poll(noted, { timeout: 5000 }).toHaveLength(1);
  expect(noted()[0]).toMatch(/"url":"\/v1\/events".*Unknown column/);
});
