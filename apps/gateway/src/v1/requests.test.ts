import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type AppResult, CodedError } from '#contract';
import { call, startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
beforeEach(() => {
  gateway.play = () => Promise.resolve(null);
});
afterAll(() => gateway?.end());

const source = { type: 'updateDirectory' };

async function released(body: Record<string, unknown>): Promise<string> {
  const taken = await ask(gateway, 'POST', '/v1/releases', { body: { source, ...body } });
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
  await gateway.db.execute(rename, [appKey, 'server1']);
  try {
    await work();
  } finally {
    await gateway.db.execute(rename, ['server1', appKey]);
  }
}

test.each(['server', 'ser ver'])('a retry is for the apps that did not do it, also for one named %j', async (key) => {
  await namedAs(key, async () => {
    const id = await released({ apps: 'server' });
    await gateway.settle(id, { outcome: 'failed', apps: [result(key, 'failed'), result('server2', 'done')] });
    const again = await ask(gateway, 'POST', `/v1/releases/${id}/retry`);
    expect(again.status).toBe(202);
    expect((again.body.apps as { app: string }[]).map(({ app }) => app)).toEqual([key]);
    expect(again.body.retryOf).toBe(id);
    await gateway.settle(String(again.body.id));
  });
});

test("the login of a package's address is kept for the workers and shown to nobody", async () => {
  const secret = 's3cret@pass';
  const url = `http://ci:${secret}@repo.example/x.tgz?token=${secret}`;
  const id = await released({ apps: 'server', source: { type: 'url', url, full: 1 } });
  expect((await gateway.records.request(id))!.request).toMatchObject({ source: { url } });
  const trouble = new CodedError('HEALTH_FAILED', { url, reason: 'no' }).report();
  await gateway.settle(id, { outcome: 'failed', trouble, apps: [{ ...result('server1', 'failed'), trouble }] });
  await gateway.db.execute("UPDATE pre_server_detail SET url = ? WHERE app_key = 'server1'", [url]);

  const shownBy = async (path: string): Promise<string> => JSON.stringify((await ask(gateway, 'GET', path)).body);
  const answers = await Promise.all(
    [
      `/v1/releases/${id}`,
      '/v1/releases?limit=1',
      `/v1/releases/${id}/apps/server1`,
      `/v1/releases/${id}/events`,
      '/v1/audit?limit=1',
      '/v1/apps',
      '/v1/apps/server1',
    ].map(shownBy),
  );
  answers.push(JSON.stringify((await call(gateway, `/rex/jobs/${id}?token=${gateway.token}`)).body));
  answers.push(JSON.stringify(await gateway.db.query('SELECT details FROM rexflow_audit WHERE job = ?', [id])));
  for (const answer of answers) {
    expect(answer).toContain('http://[secret]@repo.example/x.tgz?token=[secret]');
    expect(answer).not.toContain('s3cret');
  }

  const again = await ask(gateway, 'POST', `/v1/releases/${id}/retry`);
  expect(JSON.stringify(again.body)).not.toContain('s3cret');
  expect((await gateway.records.request(String(again.body.id)))!.request).toMatchObject({ source: { url } });
  await gateway.settle(String(again.body.id));
  await gateway.db.execute("UPDATE pre_server_detail SET url = NULL WHERE app_key = 'server1'");
});
