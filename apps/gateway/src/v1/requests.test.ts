import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AppResult } from '#contract';
import { openHouse, type TestHouse } from '../house.fixture.js';
import { ask } from './asking.fixture.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => {
  house.play = () => Promise.resolve(null);
});
afterAll(() => house?.end());

const source = { type: 'updateDirectory' };

async function released(body: Record<string, unknown>): Promise<string> {
  const taken = await ask(house, 'POST', '/v1/releases', { body: { source, ...body } });
  expect(taken.status).toBe(202);
  return String(taken.body.id);
}

const result = (appKey: string, outcome: AppResult['outcome']): AppResult => ({
  appKey,
  outcome,
  standing: outcome === 'done' ? 'new' : 'old',
  step: null,
  trouble: null,
  facts: {},
});

async function namedAs(appKey: string, work: () => Promise<void>): Promise<void> {
  const rename = 'UPDATE pre_server_detail SET app_key = ? WHERE app_key = ?';
  await house.db.execute(rename, [appKey, 'server1']);
  try {
    await work();
  } finally {
    await house.db.execute(rename, ['server1', appKey]);
  }
}

test.each(['server', 'ser ver'])('a retry is for the apps that did not do it, also for one named %j', async (key) => {
  await namedAs(key, async () => {
    const id = await released({ apps: 'server' });
    await house.settle(id, { outcome: 'failed', apps: [result(key, 'failed'), result('server2', 'done')] });
    const again = await ask(house, 'POST', `/v1/releases/${id}/retry`);
    expect(again.status).toBe(202);
    expect((again.body.apps as { app: string }[]).map(({ app }) => app)).toEqual([key]);
    expect(again.body.retryOf).toBe(id);
    await house.settle(String(again.body.id));
  });
});
