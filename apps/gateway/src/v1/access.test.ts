import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, password, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.end());

test('a session: sign in, see who asks, sign out', async () => {
  const made = await ask(gateway, 'POST', '/v1/sessions', { body: { username: 'admin', password }, token: '' });
  expect(made.status).toBe(201);
  expect(made.body.user).toEqual({ name: 'admin', role: 'admin' });
  const token = String(made.body.token);
  expect((await ask(gateway, 'GET', '/v1/me', { token })).body).toMatchObject({ user: { name: 'admin' } });
  expect((await ask(gateway, 'DELETE', '/v1/sessions/current', { token })).status).toBe(204);
  const after = await ask(gateway, 'GET', '/v1/me', { token });
  expect([after.status, after.body.code]).toEqual([401, 'TOKEN_INVALID']);
  expect(after.headers.get('www-authenticate')).toBe('Bearer');
});

test('a wrong password, and a login without one', async () => {
  const wrong = await ask(gateway, 'POST', '/v1/sessions', { body: { username: 'admin', password: 'no' }, token: '' });
  expect([wrong.status, wrong.body.code]).toEqual([401, 'LOGIN_FAILED']);
  const missing = await ask(gateway, 'POST', '/v1/sessions', { body: { username: 'admin' }, token: '' });
  expect([missing.status, missing.body.code, missing.body.fields]).toEqual([400, 'PARAMETER_MISSING', ['password']]);
});

test('a token in the address is none', async () => {
  const heard = await ask(gateway, 'GET', `/v1/apps?token=${gateway.token}`, { token: '' });
  expect(heard.status).toBe(401);
});

test('tokens for programs: drawn, listed without themselves, ended', async () => {
  const drawn = await ask(gateway, 'POST', '/v1/tokens', { body: { name: 'ci', life: 3600 } });
  expect(drawn.status).toBe(201);
  const { id, token } = drawn.body as { id: string; token: string };
  expect((await ask(gateway, 'GET', '/v1/me', { token })).status).toBe(200);
  const { items } = (await ask(gateway, 'GET', '/v1/tokens')).body as { items: { id: string; name: string | null }[] };
  expect(items.find((one) => one.id === id)?.name).toBe('ci');
  expect(JSON.stringify(items)).not.toContain(token);
  expect((await ask(gateway, 'DELETE', `/v1/tokens/${id}`)).status).toBe(204);
  expect((await ask(gateway, 'GET', '/v1/me', { token })).status).toBe(401);
  expect((await ask(gateway, 'DELETE', `/v1/tokens/${id}`)).body.code).toBe('TOKEN_UNKNOWN');
  expect((await ask(gateway, 'DELETE', '/v1/tokens/%25')).body.code).toBe('TOKEN_UNKNOWN');
});

test('the description', async () => {
  const document = await ask(gateway, 'GET', '/openapi.json', { token: '' });
  expect(document.body.openapi).toBe('3.1.0');
});

test('figures are served while Redis is away, and say so', async () => {
  expect(String((await ask(gateway, 'GET', '/metrics', { token: '' })).body)).toMatch(/^rexflow_workers_alive 1$/m);
  await gateway.stopWorker();
  await gateway.stopRedis();
  const figures = String((await ask(gateway, 'GET', '/metrics', { token: '' })).body);
  expect(figures).toMatch(/^rexflow_store_up\{store="redis"\} 0$/m);
  expect(figures).toMatch(/^rexflow_store_up\{store="mysql"\} 1$/m);
  expect(figures).toMatch(/^rexflow_releases_open\{state="queued"\} 0$/m);
  expect(figures).not.toMatch(/^rexflow_workers_alive \d/m);
});
