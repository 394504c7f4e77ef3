import type { Database } from '#mysql';
import type { Proxy } from '../../../test/support/proxy.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPeople, type People } from './access/people.js';
import { at, openRecords, settled, type OpenRecords } from './records.fixture.js';
import type { Records } from './records.js';

let opened: OpenRecords;
/** The same database over a proxy, which loses the connection between a commit and its answer. */
let far: { proxy: Proxy; db: Database; records: Records };
let people: People;
beforeAll(async () => {
  opened = await openRecords();
  far = await opened.far();
  people = createPeople(far.db);
});
afterAll(async () => {
  await opened?.end();
});

/** Loses the answer to the next commit that brings such a statement along. */
function loseCommit(of: string, then?: () => void): { happened(): boolean } {
  let happened = false;
  far.proxy.loseAnswer(new RegExp(`${of}[^]*COMMIT$`), () => {
    happened = true;
    then?.();
  });
  return { happened: () => happened };
}
const requestsOf = (appKey: string) =>
  opened.db.query<{ id: string; state: string }>(
    'SELECT r.id, r.state FROM rexflow_requests r JOIN rexflow_host_releases h ON h.request_id = r.id WHERE h.app_key = ?',
    [appKey],
  );
const count = async (sql: string, values: string[]): Promise<number> =>
  Number((await opened.db.query<{ count: number }>(`SELECT COUNT(*) AS count FROM ${sql}`, values))[0]!.count);

test.each([
  ['with others', {}],
  ['alone, by its key', { idempotencyKey: 'key' }],
  ['in line', { line: 'wait' as const }],
  ['without a lease', { exclusive: false, recorded: false, action: 'check' }],
])('an accepted request is found by its id and stored once: %s', async (_how, more) => {
  const app = opened.fresh();
  const lost = loseCommit('INSERT INTO rexflow_requests');
  const { request } = await far.records.accept(
    opened.request([app], { ...more, audit: { action: 'release', details: {} } }),
  );
  expect(lost.happened()).toBe(true);
  expect(await requestsOf(app.appKey)).toEqual([{ id: request.id, state: 'accepted' }]);
  expect(await count('rexflow_audit WHERE job = ?', [request.id])).toBe(1);
  expect(request).toEqual(await opened.records.request(request.id));
});

test('a request whose fate stays unknown is told with its id, and never as not accepted', async () => {
  const app = opened.fresh();
  loseCommit('INSERT INTO rexflow_requests', () => far.proxy.cut());
  const answer = far.records.accept(opened.request([app]));
  await expect(answer).rejects.toMatchObject({ code: 'MYSQL_UNKNOWN', details: { job: expect.any(String) } });
  far.proxy.mend();
  const [stored] = await requestsOf(app.appKey);
  await expect(answer).rejects.toMatchObject({ details: { job: stored!.id } });
}, 30_000);

test('a request that did not arrive before its connection was lost is away, and nothing of it is there', async () => {
  const app = opened.fresh();
  far.proxy.loseAnswer(/rexflow_leases/, () => far.proxy.cut());
  await expect(far.records.accept(opened.request([app]))).rejects.toMatchObject({ code: 'MYSQL_AWAY' });
  far.proxy.mend();
  expect(await requestsOf(app.appKey)).toEqual([]);
  await far.records.accept(opened.request([app]));
});

test('a cancel counts, and stands once in the audit and among the news', async () => {
  const { request } = await far.records.accept(opened.request([opened.fresh()]));
  const lost = loseCommit('rexflow_audit');
  expect(await far.records.cancel(request.id, 'admin')).toBe(true);
  expect(lost.happened()).toBe(true);
  expect(await count("rexflow_audit WHERE job = ? AND action = 'cancel'", [request.id])).toBe(1);
  expect(await count("rexflow_events WHERE request_id = ? AND kind = 'cancelled'", [request.id])).toBe(1);
});

test('a cancel of one in line counts', async () => {
  const app = opened.fresh();
  await far.records.accept(opened.request([app]));
  const { request } = await far.records.accept(opened.request([app], { line: 'wait' }));
  const lost = loseCommit('INSERT INTO rexflow_events');
  expect(await far.records.cancelWaiting(request.id, 'admin')).toEqual([]);
  expect(lost.happened()).toBe(true);
  expect((await opened.records.request(request.id))!.settlement).toMatchObject({ outcome: 'cancelled' });
  expect(await count("rexflow_audit WHERE job = ? AND action = 'cancel'", [request.id])).toBe(1);
});

test('a settlement counts for who settled it', async () => {
  const { request } = await far.records.accept(opened.request([opened.fresh()]));
  const lost = loseCommit('INSERT INTO rexflow_events');
  expect(await far.records.settle(at(request.id), settled)).toEqual([]);
  expect(lost.happened()).toBe(true);
  expect(await count("rexflow_events WHERE request_id = ? AND kind = 'settled'", [request.id])).toBe(1);
});

test('a step is begun once', async () => {
  const app = opened.fresh();
  const { request } = await far.records.accept(opened.request([app]));
  const lease = await far.records.acquireLease({ requestId: request.id, appKey: app.appKey, holder: 'one', life: 30 });
  if (typeof lease === 'string') throw new Error(lease);
  const part = { requestId: request.id, appKey: app.appKey, phase: 'prepare', lease } as const;
  const lost = loseCommit('step-begun');
  const { number } = await far.records.beginStep(part, 'inspect');
  expect(lost.happened()).toBe(true);
  expect(await opened.db.query('SELECT id FROM rexflow_steps WHERE request_id = ?', [request.id])).toEqual([
    { id: number },
  ]);
});

test('users and tokens are made and ended once', async () => {
  let lost = loseCommit('');
  await people.createUser('lost', 'correct horse');
  expect(lost.happened()).toBe(true);
  await expect(people.createUser('lost', 'correct horse')).rejects.toMatchObject({ code: 'USER_EXISTS' });
  lost = loseCommit('');
  const { token, id } = await people.issueToken({ name: 'lost', role: 'admin' }, 60);
  expect(lost.happened()).toBe(true);
  expect(await people.checkToken(token)).toMatchObject({ state: 'valid' });
  lost = loseCommit('');
  await people.endToken({ id });
  expect(lost.happened()).toBe(true);
  await expect(people.endToken({ id })).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
});
