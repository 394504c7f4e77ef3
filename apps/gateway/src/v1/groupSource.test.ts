import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';
import { web } from './webFleet.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  gateway.play = () => Promise.resolve({});
});
afterAll(() => gateway?.end());

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  ask(gateway, method, path, { ...(body === undefined ? {} : { body }), headers });

test('a release that names no source takes that of its group, and is refused by name without its version', async () => {
  const source = {
    type: 'url',
    url: 'https://builds.example/{group}-{version}.tgz',
    authorization: { secret: 'builds' },
  };
  await call('POST', '/v1/fleet', { documents: [web] });
  await call('PATCH', '/v1/groups/web', { source });
  expect((await call('GET', '/v1/groups/web')).body).toMatchObject({ settings: { source } });
  const refused = await call('POST', '/v1/releases', { apps: 'web' });
  expect(refused).toMatchObject({ status: 400, body: { code: 'PARAMETER_INVALID', field: 'provenance.version' } });
  const provenance = { version: '1.4.2' };
  const { status, body } = await call('POST', '/v1/releases', { apps: 'web', provenance });
  expect(status).toBe(202);
  const taken = { kind: 'url', url: 'https://builds.example/web-1.4.2.tgz', apply: 'replace' };
  expect(body.request).toMatchObject({ source: { ...taken, authorization: { secret: 'builds' } } });
  const named = await call('POST', '/v1/releases', { apps: 'web', source: { type: 'updateDirectory' }, ref: 'main' });
  expect(named).toMatchObject({ status: 400, body: { code: 'PARAMETER_INVALID' } });
  expect((await call('PATCH', '/v1/groups/web', { source: null })).status).toBe(200);
  const nothing = await call('POST', '/v1/releases', { apps: 'web' });
  expect(nothing).toMatchObject({ status: 400, body: { code: 'PARAMETER_MISSING', fields: ['source'] } });
});
