import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestGateway, rex, type TestGateway } from './testGateway.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  const server = { policy: 'undo', confirm: 90, batch: '50%' };
  const flow = { policy: 'continue', max_failures: 2, confirm: 30 };
  gateway = await startTestGateway({
    rex: { wait: 20 },
    rollout: { policy: 'stop', confirm: 5, groups: { server, flow } },
  });
});
afterAll(() => gateway?.end());

/** The strategy a posted release is stored with. */
async function stored(parameters: Record<string, string>): Promise<unknown> {
  const { body } = await rex(gateway, { action: 'release', ...parameters });
  return (await gateway.records.request(String(body.job)))!.rollout;
}

test.each([
  ['its group', { k: 'server' }, { policy: 'undo', confirm: 90, batchSize: 1, maxFailures: 0 }],
  ['another group', { k: 'flow1' }, { policy: 'continue', confirm: 30, batchSize: 1, maxFailures: 2 }],
  ['the most careful of its groups', { k: 'server1 flow1' }, { policy: 'undo', confirm: 90, batchSize: 1 }],
  [
    'the caller',
    { k: 'server', policy: 'stop', confirm: '7', batch: '2' },
    { policy: 'stop', confirm: 7, batchSize: 2 },
  ],
])('a request is rolled out as config.yml and callers say: by %s', async (_who, parameters, rollout) => {
  expect(await stored(parameters as unknown as Record<string, string>)).toMatchObject(rollout);
});
