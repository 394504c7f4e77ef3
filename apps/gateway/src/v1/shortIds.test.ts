import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../testGateway.fixture.js';
import { ask } from './asking.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
beforeEach(() => {
  gateway.play = () => Promise.resolve(null);
});
afterAll(() => gateway?.end());

const post = (path: string, body?: unknown) => ask(gateway, 'POST', path, body === undefined ? {} : { body });
const get = (path: string) => ask(gateway, 'GET', path);
const release = async (): Promise<string> =>
  String((await post('/v1/releases', { apps: ['server1'], source: { type: 'updateDirectory' } })).body.id);
const check = async (): Promise<string> =>
  String((await post('/v1/actions', { action: 'check', parameters: { k: 'server' } })).body.id);

test('a release is named by its short id, or a beginning that no other has, wherever its id is taken', async () => {
  const id = await release();
  const short = id.slice(-8);
  expect((await get('/v1/releases')).body.items).toContainEqual(expect.objectContaining({ id, short }));
  for (const named of [id, short, id.toUpperCase(), id.slice(0, -1)]) {
    const { status, body } = await get(`/v1/releases/${named}`);
    expect([status, body.id, body.short], named).toEqual([200, id, short]);
  }
  expect((await get(`/v1/releases/${short}/apps/server1`)).status).toBe(200);
  expect((await get(`/v1/releases/${short}/events`)).status).toBe(200);
  expect((await get(`/v1/releases/${short}/logs`)).status).toBe(200);
  expect((await post(`/v1/releases/${short}/undo`)).body).toMatchObject({ code: 'JOB_UNSETTLED', job: id });
  const { status, body } = await post(`/v1/releases/${short}/cancel`);
  expect([status, body.id, body.cancelledBy]).toEqual([202, id, 'admin']);
  // Its answer is as it was: a caller of /rex has the whole id.
  expect((await gateway.records.request(id))!.cancelledBy).toBe('admin');
});

test('one that several share is refused and names them; none is taken for another', async () => {
  const ids = [await check(), await check()];
  const shared = ids[0]!.slice(
    0,
    [...ids[0]!].findIndex((letter, at) => letter !== ids[1]![at]),
  );
  const { status, body } = await post(`/v1/releases/${shared}/cancel`);
  expect([status, body.code]).toEqual([409, 'JOB_AMBIGUOUS']);
  for (const id of ids) {
    expect(body.detail).toContain(`${id} (check, `);
    expect((await gateway.records.request(id))!.cancelledBy).toBeNull();
  }
  for (const nothing of ['ffffffff', 'nothing', '%25', '_', 'x'.repeat(300)])
    expect((await get(`/v1/releases/${nothing}`)).body, nothing).toMatchObject({ status: 404, code: 'JOB_UNKNOWN' });
});

test('a rollback may name the release it goes back to so', async () => {
  const id = await check();
  const { status, body } = await post('/v1/rollbacks', { apps: ['server2'], to: id.slice(-8) });
  // It is none that one can go back to, but it was the one that was meant.
  expect([status, body.code, body.to]).toEqual([404, 'RELEASE_UNKNOWN', id]);
  const unknown = await post('/v1/rollbacks', { apps: ['server2'], to: 'nothing' });
  expect([unknown.status, unknown.body.code, unknown.body.to]).toEqual([404, 'RELEASE_UNKNOWN', 'nothing']);
});
