import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from '../v1/asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(async () => {
  await gateway?.end();
});

const look = (path: string, cookie?: string, method = 'GET') =>
  fetch(new URL(path, gateway.url), { method, redirect: 'manual', headers: cookie === undefined ? {} : { cookie } });

async function admitted(): Promise<string> {
  const answer = await ask(gateway, 'POST', '/queues/session');
  expect(answer.status).toBe(204);
  return answer.headers.get('set-cookie')!;
}

test('without a session nothing of it is shown, and the way in is told', async () => {
  for (const path of ['/queues/', '/queues/api/queues', '/queues/static/images/logo.svg']) {
    const answer = await look(path);
    expect([path, answer.status]).toEqual([path, 401]);
    expect(await answer.text()).toContain('Sign in to the console at /');
  }
  expect((await look('/queues/', 'rexflow_queues=nonsense')).status).toBe(401);
  expect((await ask(gateway, 'POST', '/queues/session', { token: '' })).status).toBe(401);
});

test('a session is a short cookie for this place only, out of reach of scripts and of other sites', async () => {
  const set = await admitted();
  expect(set).toMatch(/^rexflow_queues=\S+; Path=\/queues; Max-Age=900; HttpOnly; SameSite=Strict$/);
  // A token of the API in the cookie would be valid for longer; the cookie holds another one.
  expect(set).not.toContain(gateway.token);
  const behindTls = await ask(gateway, 'POST', '/queues/session', { headers: { 'x-forwarded-proto': 'https' } });
  expect(behindTls.headers.get('set-cookie')).toMatch(/; Secure$/);
});

test('with it the queues are shown, and nothing of the page comes from elsewhere', async () => {
  const cookie = (await admitted()).split(';')[0]!;
  const page = await look('/queues/', cookie);
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toContain('static/js/main');
  expect(html).not.toMatch(/<link[^>]*https?:/);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  const queues = await look('/queues/api/queues', cookie);
  const { queues: found } = (await queues.json()) as { queues: { name: string; readOnlyMode: boolean }[] };
  expect(found.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
    ['requests', true],
    ['apps', true],
    ['looks', true],
  ]);
});

test('nothing can be changed there', async () => {
  const cookie = (await admitted()).split(';')[0]!;
  expect((await look('/queues/api/queues/requests/pause', cookie, 'PUT')).status).toBe(403);
  expect((await look('/queues/api/queues/requests/obliterate', cookie, 'PUT')).status).toBe(403);
});
