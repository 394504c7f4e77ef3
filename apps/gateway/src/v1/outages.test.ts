import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';
import { changed, web } from './webFleet.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  gateway.play = () => Promise.resolve({});
});
afterAll(() => gateway?.end());

const call = (method: string, path: string, body?: unknown) =>
  ask(gateway, method, path, body === undefined ? {} : { body });

test('a host out of service is left out of releases, and named; a request for nothing else is refused', async () => {
  await call('POST', '/v1/fleet', { documents: [web] });
  expect((await call('PUT', '/v1/hosts/nowhere/outage', { reason: 'x' })).body.code).toBe('HOST_UNKNOWN');
  const over = await call('PUT', '/v1/hosts/web-1/outage', { reason: 'x', until: '2020-01-01T00:00:00.000Z' });
  expect(over.body).toMatchObject({ code: 'PARAMETER_INVALID', field: 'until' });
  expect(changed((await call('PUT', '/v1/hosts/web-1/outage', { reason: 'disk' })).body)).toEqual([
    'outage web-1 added',
  ]);
  expect((await call('GET', '/v1/hosts/web-1')).body.outage).toMatchObject({
    reason: 'disk',
    by: 'admin',
    until: null,
  });

  const [shown] = (await call('GET', '/v1/hosts?q=10.0.0.1')).body.items as { outage: object | null }[];
  expect(shown!.outage).toMatchObject({ reason: 'disk', by: 'admin' });

  const source = { type: 'updateDirectory' };
  const taken = await call('POST', '/v1/releases', { apps: ['web'], source });
  const id = String(taken.body.id);
  await expect
    .poll(async () => (await call('GET', `/v1/releases/${id}`)).body.state, { timeout: 10_000 })
    .toBe('settled');
  const release = (await call('GET', `/v1/releases/${id}`)).body as { apps: { key: string }[] };
  expect(release).toMatchObject({
    skipped: ['one'],
    warnings: [expect.stringMatching(/^skipped: one, since 10\.0\.0\.1 is out of service \(disk; admin, /)],
  });
  expect(release.apps).toHaveLength(1);
  for (const [path, body] of [
    ['/v1/releases', { apps: ['one'], source }],
    ['/v1/rollbacks', { apps: ['one'] }],
    ['/v1/releases/plan', { apps: ['one'], source }],
    ['/v1/actions', { action: 'run', parameters: { k: 'one', cmd: 'true' } }],
    ['/v1/actions', { action: 'removal', parameters: { k: 'one' } }],
  ] as const)
    expect((await call('POST', path, body)).body.code).toBe('HOST_OUT_OF_SERVICE');
  expect((await call('POST', '/v1/actions', { action: 'doctor', parameters: { k: 'one' } })).status).toBe(202);

  // Who would finish it for that app is told the same, until it is back.
  expect((await call('GET', `/v1/releases/${id}/finish`)).body.code).toBe('HOST_OUT_OF_SERVICE');

  // A file does not end it; its end does, and so does somebody.
  expect(changed((await call('POST', '/v1/fleet', { documents: [web] })).body)).toEqual([]);
  await gateway.db.execute(
    "UPDATE rexflow_settings SET value = JSON_SET(value, '$.until', '2020-01-01T00:00:00.000Z') WHERE scope = 'outage'",
  );
  await gateway.db.execute("UPDATE rexflow_settings SET revision = revision + 1 WHERE scope = 'fleet'");
  expect((await call('GET', `/v1/releases/${id}/finish`)).body).toMatchObject({ apps: [{ app: 'one' }], warnings: [] });
  expect((await call('POST', '/v1/releases', { apps: ['one'], source })).status).toBe(202);
  expect(changed((await call('DELETE', '/v1/hosts/web-1/outage')).body)).toEqual(['outage web-1 removed']);
  expect(changed((await call('DELETE', '/v1/hosts/web-1/outage')).body)).toEqual([]);
});
