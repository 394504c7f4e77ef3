import type { Database } from '#mysql';
import type { App } from '#release';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, openRecords, settled as done, type OpenRecords, type Asked } from '../records.fixture.js';
import type { Records } from '../records.js';
import type { RequestRecord } from '../base/types.js';

let opened: OpenRecords;
let db: Database;
let records: Records;
beforeAll(async () => {
  opened = await openRecords();
  ({ db, records } = opened);
});
afterAll(async () => {
  await opened?.end();
});

const fresh = (): App => opened.fresh();
const post = async (apps: App[], line?: 'wait' | 'latest', more: Asked = {}) => {
  return await records.accept(opened.request(apps, { line, ...more }));
};
const made = async (...given: Parameters<typeof post>): Promise<RequestRecord> => (await post(...given)).request;
const stateOf = async ({ id }: RequestRecord) => (await records.request(id))!.state;
const settle = async ({ id }: RequestRecord) => await records.settle(at(id), done);

test('who waits gets the app when it is free, in the order they came, with a stamp of that moment', async () => {
  const one = fresh();
  const [first, second, third] = [await made([one]), await made([one], 'wait'), await made([one], 'wait')];
  expect([first.state, second.state, third.state]).toEqual(['accepted', 'queued', 'queued']);
  expect(second.stamp).toBe('');
  expect(await records.waiting(third.id)).toMatchObject({
    for: { app: one.appKey, job: first.id, action: 'release', caller: 'admin', holds: true },
    position: 2,
  });
  expect(await settle(first)).toEqual([second.id]);
  const granted = (await records.request(second.id))!;
  expect(granted.state).toBe('accepted');
  expect(granted.stamp > first.stamp).toBe(true);
  expect(granted.acceptedAt).toEqual(second.acceptedAt);
  expect(await records.waiting(second.id)).toBeNull();
  expect(await records.waiting(third.id)).toMatchObject({ for: { job: second.id }, position: 1 });
  const [status] = await db.query('SELECT status FROM pre_deploy_status WHERE deploy_key = ?', [one.appKey]);
  expect(status).toEqual({ status: 1 });
  expect(await settle(second)).toEqual([third.id]);
  expect(await settle(third)).toEqual([]);
  expect(await db.query('SELECT * FROM rexflow_line')).toEqual([]);
});

test('a request in line is in no queue and enters no phase', async () => {
  const one = fresh();
  const first = await made([one]);
  const waits = await made([one], 'wait');
  await records.enterPhase(at(waits.id), 'stage', 0);
  expect(await stateOf(waits)).toBe('queued');
  expect((await records.unsettled(-1)).map(({ id }) => id)).not.toContain(waits.id);
  await settle(first);
  expect((await records.unsettled(-1)).map(({ id }) => id)).toContain(waits.id);
});

test('ten that arrive together get the app one after the other, each once, and nobody twice', async () => {
  const one = fresh();
  const posted = await Promise.all(Array.from({ length: 10 }, () => post([one], 'wait')));
  const all = posted.map(({ request }) => request);
  expect(all.filter(({ state }) => state === 'accepted')).toHaveLength(1);
  const line = await db.query<{ request_id: string }>(
    'SELECT request_id FROM rexflow_line WHERE app_key = ? ORDER BY ticket',
    [one.appKey],
  );
  let holder = all.find(({ state }) => state === 'accepted')!;
  const order: string[] = [];
  for (;;) {
    const [next, ...more] = (await settle(holder))!;
    expect(more).toEqual([]);
    if (next === undefined) break;
    order.push(next);
    holder = (await records.request(next))!;
  }
  expect(order).toEqual(line.map((row) => row.request_id));
  expect(new Set([...order, all.find(({ state }) => state === 'accepted')!.id]).size).toBe(10);
  const stamps = (await Promise.all(order.map((id) => records.request(id)))).map((request) => request!.stamp);
  expect(stamps).toEqual([...new Set(stamps)].sort());
});

test('with several apps nobody overtakes: who shares an app with an older one waits behind it, others go', async () => {
  const [x, y, z] = [fresh(), fresh(), fresh()];
  const holdsX = await made([x]);
  const both = await made([x, y], 'wait');
  const behind = await made([y, z], 'wait');
  const free = await made([z], 'wait');
  expect(await Promise.all([both, behind, free].map(stateOf))).toEqual(['queued', 'queued', 'queued']);
  expect(await records.waiting(behind.id)).toMatchObject({ for: { app: y.appKey, job: both.id, holds: false } });
  expect(await records.waiting(free.id)).toMatchObject({ for: { app: z.appKey, job: behind.id }, position: 2 });
  expect(await settle(holdsX)).toEqual([both.id]);
  expect(await settle(both)).toEqual([behind.id]);
  expect(await settle(behind)).toEqual([free.id]);
  await settle(free);
});

test('one settlement lets in all who do not stand in each other’s way', async () => {
  const [x, y] = [fresh(), fresh()];
  const whole = await made([x, y]);
  const [one, two, again] = [await made([x], 'wait'), await made([y], 'wait'), await made([x], 'wait')];
  expect((await settle(whole))!.sort()).toEqual([one.id, two.id].sort());
  expect(await stateOf(again)).toBe('queued');
  for (const request of [one, two, again]) await settle(request);
});

test('one that does not wait is refused while somebody is in line, even when the app is free', async () => {
  const [x, y] = [fresh(), fresh()];
  const holder = await made([x]);
  const waits = await made([x, y], 'wait');
  await expect(post([y])).rejects.toMatchObject({
    code: 'APP_BUSY',
    details: { app: y.appKey, job: waits.id },
    message: expect.stringContaining('is about to be changed by admin'),
  });
  await settle(holder);
  await settle(waits);
  await settle(await made([y]));
});

test('the latest settles those it supersedes, by name: same action, no other apps, not begun', async () => {
  const [x, y] = [fresh(), fresh()];
  const running = await made([x]);
  const old = await made([x], 'wait');
  const wider = await made([x, y], 'wait');
  const other = await made([x], 'wait', { action: 'service', recorded: false });
  const { request: latest } = await post([x], 'latest', { caller: 'ci' });
  expect(await Promise.all([running, wider, other, latest].map(stateOf))).toEqual([
    'accepted',
    'queued',
    'queued',
    'queued',
  ]);
  expect((await records.request(old.id))!.settlement).toMatchObject({
    outcome: 'superseded',
    trouble: { code: 'SUPERSEDED', class: 'superseded', details: { by: latest.id, caller: 'ci' } },
    apps: [{ appKey: x.appKey, outcome: 'skipped', standing: 'old' }],
  });
  expect(await settle(running)).toEqual([wider.id]);
  expect(await settle(wider)).toEqual([other.id]);
  expect(await settle(other)).toEqual([latest.id]);
  await settle(latest);
});

test('who waited only for one that is superseded goes at once', async () => {
  const [x, y] = [fresh(), fresh()];
  const running = await made([x]);
  await made([x, y], 'wait');
  const behind = await made([y], 'wait', { action: 'service' });
  const { request: latest, granted } = await post([x, y], 'latest');
  expect(granted).toEqual([behind.id]);
  expect(latest.state).toBe('queued');
  await settle(behind);
  expect(await settle(running)).toEqual([latest.id]);
  await settle(latest);
});

test('of ten latest ones that arrive together one is left waiting', async () => {
  const one = fresh();
  const running = await made([one]);
  const posted = await Promise.all(Array.from({ length: 10 }, () => made([one], 'latest')));
  const states = await Promise.all(posted.map(stateOf));
  expect(states.filter((state) => state === 'queued')).toHaveLength(1);
  expect(states.filter((state) => state === 'settled')).toHaveLength(9);
  const [last] = (await settle(running))!;
  await settle((await records.request(last!))!);
});

test('a cancel in line settles at once and lets in who stood behind; one that has begun is not in line', async () => {
  const [x, y] = [fresh(), fresh()];
  const running = await made([x]);
  const waits = await made([x, y], 'wait');
  const behind = await made([y], 'wait');
  expect(await records.cancelWaiting(waits.id, 'ops')).toEqual([behind.id]);
  expect(await records.request(waits.id)).toMatchObject({
    state: 'settled',
    cancelledBy: 'ops',
    settlement: { outcome: 'cancelled', trouble: { code: 'CANCELLED', details: { by: 'ops' } } },
  });
  expect(await records.cancelWaiting(waits.id, 'ops')).toBeNull();
  expect(await records.cancelWaiting(running.id, 'ops')).toBeNull();
  await settle(running);
  await settle(behind);
});

test('a cancel and the turn that come together: one of them wins, and nothing is left behind', async () => {
  for (let round = 0; round < 10; round++) {
    const one = fresh();
    const running = await made([one]);
    const waits = await made([one], 'wait');
    const [granted, left] = await Promise.all([settle(running), records.cancelWaiting(waits.id, 'ops')]);
    const state = await stateOf(waits);
    expect([granted, left, state]).toEqual(left ? [[], [], 'settled'] : [[waits.id], null, 'accepted']);
    if (!left) await settle(waits);
  }
});

test('many apps and requests at once: each settles once, without a deadlock that lasts', async () => {
  const apps = [fresh(), fresh(), fresh(), fresh()];
  const pick = (at: number): App[] => [apps[at % 4]!, ...(at % 3 === 0 ? [apps[(at + 1) % 4]!] : [])];
  let settled = 0;
  const run = async (ids: readonly string[]): Promise<void> => {
    const next = await Promise.all(
      ids.map(async (id) => {
        settled++;
        return (await records.settle(at(id), done))!;
      }),
    );
    if (ids.length > 0) await run(next.flat());
  };
  await Promise.all(
    Array.from({ length: 24 }, async (_, at) => {
      const { request, granted } = await post(pick(at), 'wait');
      await run([...(request.state === 'accepted' ? [request.id] : []), ...granted]);
    }),
  );
  expect(settled).toBe(24);
  expect(await db.query('SELECT * FROM rexflow_line')).toEqual([]);
});

test('a used idempotency key gives the one in line', async () => {
  const one = fresh();
  const running = await made([one]);
  const keyed = () => post([one], 'wait', { idempotencyKey: `k-${one.appKey}` });
  const [first, second] = await Promise.all([keyed(), keyed()]);
  expect(second.request.id).toBe(first.request.id);
  expect([first.fresh, second.fresh].filter(Boolean)).toHaveLength(1);
  expect(await settle(running)).toEqual([first.request.id]);
  await settle(first.request);
});

test('leases freed by initdb, or in any way nobody told of, let in who waits', async () => {
  const [x, y] = [fresh(), fresh()];
  await made([x]);
  const waits = await made([x], 'wait');
  const { freed, granted } = await records.freeLeases(true);
  expect(freed).toBeGreaterThanOrEqual(1);
  expect(granted).toEqual([waits.id]);
  await settle(waits);

  await made([y]);
  const lost = await made([y], 'wait');
  await db.execute('UPDATE rexflow_leases SET request_id = NULL WHERE app_key = ?', [y.appKey]);
  await db.execute('UPDATE pre_deploy_status SET status = 0 WHERE deploy_key = ?', [y.appKey]);
  expect(await records.grantNext()).toEqual([lost.id]);
  expect(await records.grantNext()).toEqual([]);
  await settle(lost);
});
