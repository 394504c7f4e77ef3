import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.end());

const call = (method: string, path: string, body?: unknown) =>
  ask(gateway, method, path, body === undefined ? {} : { body });

test('what counts is told with where it is said, and with what would count instead', async () => {
  await call('POST', '/v1/fleet', {
    documents: [
      {
        version: 1,
        groups: {
          origins: {
            paths: { program: '/srv/{app}/program', config: '/srv/{app}/config' },
            service: { script: '/etc/init.d/{app}', process: '{app}-main', restart: 'never' },
            rollout: { batch: 1 },
            apps: { origin1: { host: '10.0.9.1', port: 81, paths: { program: '/opt/p' } } },
          },
        },
      },
    ],
  });
  const { body } = await call('GET', '/v1/groups/origins');
  const found = (key: string, of: unknown) => (of as { key: string }[]).find((one) => one.key === key);
  expect(found('paths.layout', body.resolved)).toMatchObject({ value: 'separate', from: 'default', instead: null });
  expect(found('service.restart', body.resolved)).toMatchObject({
    value: 'never',
    from: 'group',
    instead: { value: 'restart', from: 'default' },
  });
  expect(found('rollout.batch', body.resolved)).toMatchObject({ value: 1, from: 'group' });
  expect(found('rollout.confirm', body.resolved)).toMatchObject({ value: '0s', from: 'installation', instead: null });
  const app = (await call('GET', '/v1/apps/origin1/settings')).body.resolved;
  expect(found('paths.program', app)).toMatchObject({
    value: '/opt/p',
    from: 'app',
    instead: { value: '/srv/origin1/program', from: 'group' },
  });
  expect(found('port', app)).toMatchObject({ value: 81, from: 'app', instead: null });
  expect(found('service.restart', app)).toMatchObject({ value: 'never', from: 'group', instead: null });
});
