import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { call, type Heard, startTestGateway, rex, type TestGateway } from './testGateway.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ rex: { wait: 20, answers: 'native' } });
});
afterAll(() => gateway.end());
beforeEach(() => {
  gateway.play = () => Promise.resolve(null);
});

const look = (path: string, init: RequestInit = {}): Promise<Heard> =>
  call(gateway, path, { headers: { authorization: `Bearer ${gateway.token}` }, ...init });

async function begin(): Promise<string> {
  const { body } = await rex(gateway, { action: 'check', k: 'server', async: '1' });
  return body.job as string;
}

test('a job tells its state, phase and the step of each app', async () => {
  const id = await begin();
  await gateway.records.enterPhase({ requestId: id, holder: 'test', fence: 0 }, 'visit', 0);
  const { status, body } = await look(`/rex/jobs/${id}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    code: 0,
    job: id,
    action: 'check',
    parameters: { k: 'server' },
    caller: 'admin',
    state: 'running',
    phase: 'visit',
    outcome: null,
    apps: [
      { app_key: 'server1', host: '127.0.0.11', phase: null, step: null, standing: null, trouble: null },
      { app_key: 'server2' },
    ],
  });
  expect(body).not.toHaveProperty('envelope');
});

test('?wait holds the answer until the job moves on', async () => {
  const id = await begin();
  const held = look(`/rex/jobs/${id}?wait=20`);
  const early = await Promise.race([held.then(() => 'answered'), look(`/rex/jobs/${id}`).then(() => 'held')]);
  expect(early).toBe('held');
  await gateway.records.enterPhase({ requestId: id, holder: 'test', fence: 0 }, 'visit', 0);
  gateway.announce(id);
  expect((await held).body).toMatchObject({ state: 'running', phase: 'visit' });
});

test('?wait ends when its time is over', async () => {
  const id = await begin();
  const begun = Date.now();
  const { body } = await look(`/rex/jobs/${id}?wait=1`);
  expect(body.state).not.toBe('settled');
  expect(Date.now() - begun).toBeGreaterThanOrEqual(990);
});

test('a settled job carries the envelope, in the form of /rex', async () => {
  const id = await begin();
  await gateway.settle(id);
  const { body } = await look(`/rex/jobs/${id}?wait=20&token=${gateway.token}`, { headers: {} });
  expect(body).toMatchObject({
    state: 'settled',
    outcome: 'done',
    envelope: {
      code: 0,
      data: { code: '0', data: [{ app_pro_key: 'key-server1' }, { app_pro_key: 'key-server2' }] },
      param: { action: 'check', k: 'server', token: gateway.token },
      respon: { cmd: "rexflow check --k=server --token='******'" },
    },
  });
});

test.each([
  ['GET', 404, 'JOB_UNKNOWN', '/rex/jobs/nope'],
  ['DELETE', 404, 'JOB_UNKNOWN', '/rex/jobs/nope'],
  ['GET', 400, 'PARAMETER_INVALID', '/rex/jobs/nope?wait=soon'],
  ['GET', 404, 'ROUTE_UNKNOWN', '/rex/nothing'],
])('%s %i %s', async (method, status, code, path) => {
  expect(await look(path, { method })).toMatchObject({ status, body: { code: -1, error: { code } } } as object);
});

test('a job is cancelled by whoever asks, and not after its end', async () => {
  const id = await begin();
  const asked = await look(`/rex/jobs/${id}`, { method: 'DELETE' });
  expect(asked).toMatchObject({ status: 202, body: { code: 0, job: id, cancelled_by: 'admin' } });
  expect((await gateway.records.request(id))!.cancelledBy).toBe('admin');
  await gateway.settle(id, { outcome: 'cancelled' });
  const late = await look(`/rex/jobs/${id}`, { method: 'DELETE' });
  expect(late).toMatchObject({ status: 409, body: { code: -1, error: { code: 'JOB_SETTLED' } } });
});

test('a caller that goes away loses nothing', async () => {
  const taken = new Promise<string>((resolve) => {
    gateway.play = (id) => {
      resolve(id);
      return Promise.resolve(null);
    };
  });
  const caller = new AbortController();
  const waiting = fetch(`${gateway.url}/rex?token=${gateway.token}&action=check&k=flow`, {
    method: 'POST',
    signal: caller.signal,
  });
  const id = await taken;
  caller.abort();
  await expect(waiting).rejects.toThrow();
  await gateway.settle(id);
  expect((await look(`/rex/jobs/${id}`)).body).toMatchObject({ state: 'settled', envelope: { code: 0 } });
});

test('ready while Redis, MySQL and a worker are; healthy tells nothing', async () => {
  expect(await call(gateway, '/readyz')).toMatchObject({ status: 200, body: { ready: true, missing: [] } });
  const healthy = await fetch(`${gateway.url}/healthz`);
  expect([healthy.status, await healthy.text()]).toEqual([200, 'ok']);
  await gateway.stopWorker();
  expect(await call(gateway, '/readyz')).toMatchObject({ status: 503, body: { ready: false, missing: ['worker'] } });
});

test('a closing gateway answers who waits with the job id', async () => {
  const waiting = rex(gateway, { action: 'check', k: 'flow' });
  const stored = async (): Promise<boolean> =>
    (
      await gateway.db.query(
        "SELECT 1 FROM rexflow_host_releases h JOIN rexflow_requests r ON r.id = h.request_id WHERE r.state = 'accepted' AND h.app_key = 'flow1'",
      )
    ).length > 0;
  await expect.poll(stored).toBe(true);
  gateway.closing.abort();
  expect(await waiting).toMatchObject({ status: 202, body: { code: 0, job: expect.stringMatching(/-/) } });
});

test('while Redis is away nothing is accepted, and the answer says so', async () => {
  const count = async (): Promise<number> => (await gateway.db.query('SELECT id FROM rexflow_requests')).length;
  const before = await count();
  await gateway.stopRedis();
  const heard = await rex(gateway, { action: 'check', k: 'flow' });
  expect(heard).toMatchObject({ status: 503, body: { code: -1, error: { code: 'QUEUE_AWAY', kind: 'broken' } } });
  expect(heard.headers.get('retry-after')).toBe('5');
  expect(await count()).toBe(before);
  expect((await call(gateway, '/readyz')).body.missing).toContain('redis');
});
