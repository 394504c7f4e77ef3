import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rex, startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';
import { both, endings } from './endings.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
beforeEach(() => {
  gateway.play = () => Promise.resolve(null);
});
afterAll(() => gateway?.end());

const post = (path: string, body?: unknown) => ask(gateway, 'POST', path, body === undefined ? {} : { body });
const apps = ['server1', 'server2'];

const { end, release } = endings(() => gateway);
const group = async () =>
  ((await ask(gateway, 'GET', '/v1/groups?q=server')).body.items as Record<string, unknown>[])[0];
const refusal = ({ status, body }: Awaited<ReturnType<typeof post>>) => [status, body.code, body.detail];

test('a group is told with what its apps run; one that rexflow never released is unknown', async () => {
  expect(await group()).toMatchObject({ state: 'unknown', releases: [], unknown: apps, since: null, seenAt: null });
  const first = await release(both('new'));
  expect(await group()).toMatchObject({
    state: 'uniform',
    releases: [{ release: first, apps }],
    unknown: [],
    seenAt: expect.any(String),
    rollout: { policy: 'undo', rollbackPolicy: 'continue' },
  });
  // One that is not automated does not count.
  const hand = await ask(gateway, 'GET', '/v1/groups?q=hand');
  expect(hand.body.items).toMatchObject([{ name: 'hand', apps: ['hand1'], state: 'unknown', unknown: [] }]);
});

test('a partial release is finished for those that do not run it, and only for them', async () => {
  const id = await release({ server1: 'new', server2: 'restored' });
  expect(await group()).toMatchObject({ state: 'mixed', releases: [{ apps: ['server1'] }, { apps: ['server2'] }] });
  const plan = await ask(gateway, 'GET', `/v1/releases/${id}/finish`);
  expect(plan.body).toMatchObject({ release: id, apps: [{ app: 'server2', group: 'server', batch: 0 }], warnings: [] });
  const again = await post(`/v1/releases/${id}/finish`);
  expect(again.status).toBe(202);
  expect(again.body).toMatchObject({ retryOf: id, apps: [{ app: 'server2' }] });
  const open = await post(`/v1/releases/${id}/undo`);
  expect(refusal(open)).toEqual([409, 'JOB_UNSETTLED', expect.stringContaining(String(again.body.id))]);
  await end(String(again.body.id), both('new'));
  expect(await group()).toMatchObject({ state: 'uniform', releases: [{ release: id, apps }] });
  expect(refusal(await post(`/v1/releases/${id}/finish`))).toEqual([409, 'RETRY_NOTHING', expect.any(String)]);
  expect(refusal(await ask(gateway, 'GET', `/v1/releases/${id}/finish`))[1]).toBe('RETRY_NOTHING');
  const [line] = (await ask(gateway, 'GET', '/v1/audit?action=finish')).body.items as Record<string, unknown>[];
  expect(line).toMatchObject({ release: again.body.id, details: { of: id } });
});

test('an undo is a rollback of what a release and its retries switched, each to what it ran before', async () => {
  const first = await release(both('new'));
  const id = await release({ server1: 'new', server2: 'restored' });
  const plan = await ask(gateway, 'GET', `/v1/releases/${id}/undo`);
  expect(plan.body).toMatchObject({
    release: id,
    rollout: { policy: 'continue' },
    apps: [{ app: 'server1', from: { release: id }, to: { release: first, program: expect.stringMatching(/html_/) } }],
  });
  const finished = await post(`/v1/releases/${id}/finish`);
  await end(String(finished.body.id), both('new'));
  const undo = () =>
    ask(gateway, 'POST', `/v1/releases/${String(finished.body.id)}/undo`, {
      body: { batch: 1, queue: 'wait' },
      headers: { 'idempotency-key': 'undo-1' },
    });
  const undone = await undo();
  expect(undone.status).toBe(202);
  expect(undone.body).toMatchObject({
    action: 'rollback',
    request: {
      kind: 'rollback',
      targets: { names: apps },
      to: { kind: 'before', release: finished.body.id },
      strategy: { batch: 1 },
      whenBusy: 'wait',
    },
    parameters: { before: finished.body.id },
    rollout: { policy: 'continue', batchSize: 1 },
    apps: [{ app: 'server1' }, { app: 'server2' }],
  });
  const back = (plan.body.apps as { to: { program: string } }[])[0]!.to.program;
  await end(String(undone.body.id), both('new'), back);
  expect((await undo()).body).toMatchObject({ id: undone.body.id, state: 'settled' });
  const other = await ask(gateway, 'POST', `/v1/releases/${String(finished.body.id)}/undo`, {
    body: { batch: 2 },
    headers: { 'idempotency-key': 'undo-1' },
  });
  expect(refusal(other).slice(0, 2)).toEqual([409, 'IDEMPOTENCY_MISMATCH']);
  const [{ state, releases }] = [(await group())!];
  expect({ state, releases }).toEqual({
    state: 'uniform',
    releases: [{ release: first, stamp: expect.any(String), version: null, apps }],
  });
});

test('an undo is refused where something later is live, nothing was switched, or the release goes on', async () => {
  const id = await release(both('new'));
  const later = await release({ server2: 'new' });
  const refused = await post(`/v1/releases/${id}/undo`);
  expect(refusal(refused)).toEqual([
    409,
    'RELEASED_SINCE',
    expect.stringMatching(`server2 runs what ${later} made live`),
  ]);
  expect(refusal(await ask(gateway, 'GET', `/v1/releases/${id}/undo`)).slice(0, 2)).toEqual([409, 'RELEASED_SINCE']);
  const nothing = await release(both('restored'));
  expect(refusal(await post(`/v1/releases/${nothing}/undo`)).slice(0, 2)).toEqual([409, 'UNDO_NOTHING']);
  const check = await post('/v1/actions', { action: 'check', parameters: { k: 'server' } });
  const unsettled = await post(`/v1/releases/${String(check.body.id)}/undo`);
  expect(refusal(unsettled).slice(0, 2)).toEqual([409, 'JOB_UNSETTLED']);
  await gateway.settle(String(check.body.id));
  expect(refusal(await post(`/v1/releases/${String(check.body.id)}/undo`)).slice(0, 2)).toEqual([409, 'UNDO_NOTHING']);
  expect(refusal(await post('/v1/releases/nobody/undo')).slice(0, 2)).toEqual([404, 'JOB_UNKNOWN']);
  expect(refusal(await post(`/v1/releases/${later}/undo`, { polcy: 'undo' })).slice(0, 2)).toEqual([
    400,
    'PARAMETER_UNKNOWN',
  ]);
});

test('a release is not finished over a later one', async () => {
  const id = await release({ server1: 'new', server2: 'restored' });
  const later = await release({ server2: 'new' });
  expect(refusal(await post(`/v1/releases/${id}/finish`))).toEqual([
    409,
    'RELEASED_SINCE',
    expect.stringMatching(`server2 runs what ${later} made live`),
  ]);
});

test('/rex undoes by the parameter before, for apps that the release switched', async () => {
  const id = await release({ server1: 'new' });
  const refused = await rex(gateway, { action: 'rollback', k: 'server', before: id, async: '1' });
  expect(refused.body).toMatchObject({ error: { code: 'UNDO_NOTHING', message: expect.stringMatching(/server2/) } });
  const contradicts = await rex(gateway, { action: 'rollback', k: 'server1', before: id, to: id });
  expect(contradicts.body).toMatchObject({ error: { code: 'PARAMETER_INVALID' } });
  const taken = await rex(gateway, { action: 'rollback', k: 'server1', before: id, async: '1' });
  expect((await gateway.records.request(String(taken.body.job)))!.request).toMatchObject({
    kind: 'rollback',
    to: { kind: 'before', release: id },
  });
  await end(String(taken.body.job), both('new'), '/data/server1/html_20260101_000000');
});

test('an undo leaves out what is out of service, says what nobody knows, and goes on where one left off', async () => {
  await release(both('new'));
  const id = await release(both('new'));
  await ask(gateway, 'PUT', '/v1/hosts/127.0.0.11/outage', { body: { reason: 'disk' } });
  await gateway.db.execute("UPDATE pre_server_detail SET network_ip = '127.0.0.12' WHERE app_key = 'server1'");
  const plan = await ask(gateway, 'GET', `/v1/releases/${id}/undo`);
  const said = [expect.stringMatching(/^skipped: server2, since 127\.0\.0\.11 is out of service \(disk/)];
  expect(plan.body).toMatchObject({ apps: [{ app: 'server1' }], warnings: said });
  const first = await post(`/v1/releases/${id}/undo`);
  expect(first.body).toMatchObject({ apps: [{ app: 'server1' }], skipped: ['server2'], warnings: said });
  const [before] = (await gateway.records.pastReleases('server1')).slice(-1).map(({ programBefore }) => programBefore);
  await end(String(first.body.id), { server1: 'new' }, before!);
  expect((await post(`/v1/releases/${id}/undo`)).body.code).toBe('HOST_OUT_OF_SERVICE');
  await ask(gateway, 'DELETE', '/v1/hosts/127.0.0.11/outage');
  const second = await post(`/v1/releases/${id}/undo`);
  expect(second.body).toMatchObject({ apps: [{ app: 'server2' }], skipped: [] });
  await ask(gateway, 'POST', `/v1/releases/${String(second.body.id)}/cancel`);
  await gateway.settle(String(second.body.id), { outcome: 'cancelled' });
  await gateway.db.execute("UPDATE pre_server_detail SET network_ip = '127.0.0.11' WHERE app_key = 'server1'");
});

test('apps of which nobody knows what a release left there are named by its undo, which leaves them alone', async () => {
  await release(both('new'));
  const id = await release({ server1: 'new', server2: 'unknown' });
  const undone = await post(`/v1/releases/${id}/undo`);
  expect(undone.body).toMatchObject({
    apps: [{ app: 'server1' }],
    warnings: [expect.stringMatching(/^not undone: server2, of which it is not known/)],
  });
  await gateway.settle(String(undone.body.id));
});

test('an app that was removed from the catalogue is left out by name, and keeps nobody from healing the others', async () => {
  await release(both('new'));
  const switched = await release(both('new'));
  const rename = (from: string, to: string) =>
    gateway.db.execute('UPDATE pre_server_detail SET app_key = ? WHERE app_key = ?', [to, from]);
  await rename('server2', 'elsewhere');
  const said = [expect.stringMatching(/^left out: server2, which the catalogue has no more; .*rexflow app add/)];
  const plan = await ask(gateway, 'GET', `/v1/releases/${switched}/undo`);
  expect(plan.body).toMatchObject({ apps: [{ app: 'server1' }], warnings: said });
  const undone = await post(`/v1/releases/${switched}/undo`);
  expect(undone.body).toMatchObject({ apps: [{ app: 'server1' }], warnings: said });
  await gateway.settle(String(undone.body.id), { outcome: 'cancelled' });
  await rename('elsewhere', 'server2');
  const failed = await release({ server1: 'old', server2: 'old' });
  await rename('server2', 'elsewhere');
  const finished = await post(`/v1/releases/${failed}/finish`);
  expect(finished.body).toMatchObject({ apps: [{ app: 'server1' }], warnings: said });
  await gateway.settle(String(finished.body.id), { outcome: 'cancelled' });
  await rename('server1', 'away');
  expect(refusal(await post(`/v1/releases/${failed}/finish`)).slice(0, 2)).toEqual([404, 'APP_UNKNOWN']);
  await rename('away', 'server1');
  await rename('elsewhere', 'server2');
});

test('a request that came before is answered by its key, though it would be refused by now', async () => {
  const key = { 'idempotency-key': 'ci-4711' };
  const body = { apps: ['server1'], source: { type: 'updateDirectory' } };
  const once = await ask(gateway, 'POST', '/v1/releases', { body, headers: key });
  await end(String(once.body.id), { server1: 'new' });
  await ask(gateway, 'PUT', '/v1/hosts/127.0.0.11/outage', { body: { reason: 'disk' } });
  expect((await post('/v1/releases', body)).body.code).toBe('HOST_OUT_OF_SERVICE');
  const again = await ask(gateway, 'POST', '/v1/releases', { body, headers: key });
  expect([again.status, again.body.id]).toEqual([202, once.body.id]);
  await ask(gateway, 'DELETE', '/v1/hosts/127.0.0.11/outage');
});
