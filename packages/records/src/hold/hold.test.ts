import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#mysql';
import type { App } from '#release';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { decode } from '#rex';
import { at, openRecords, settled, tables, type Asked, type OpenRecords } from '../records.fixture.js';
import { createRecords, type Records } from '../records.js';

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
afterEach(async () => {
  await records.endHold('admin');
});

const hold = { reason: 'the database is moved', by: 'admin', until: null };
const post = async (apps: App[], more: Asked = {}) => (await records.accept(opened.request(apps, more))).request;
const looking: Asked = { action: 'check', exclusive: false, recorded: false };

test('while it is held nothing begins that changes hosts, and it is told who, why and what ends it', async () => {
  const { since } = await records.setHold(hold);
  const refused = {
    code: 'HOLD',
    status: 503,
    details: { by: 'admin', reason: 'the database is moved', since, command: 'rexflow hold --release' },
  };
  for (const more of [{}, { line: 'wait' as const }, { idempotencyKey: 'k' }])
    await expect(post([opened.fresh()], more)).rejects.toMatchObject(refused);
  const command: Asked = { action: 'run', parameters: { k: 'server', c: 'id' }, exclusive: false, recorded: false };
  await expect(post([opened.fresh()], command)).rejects.toMatchObject(refused);
  expect(await post([opened.fresh()], looking)).toMatchObject({ state: 'accepted' });
  expect(await records.endHold('other')).toMatchObject({ ended: { by: 'admin', since } });
  expect(await post([opened.fresh()])).toMatchObject({ state: 'accepted' });
});

/** The same database; once a transaction has looked whether there is a hold, `then` is done before it goes on. */
const afterLooking = (then: () => Promise<unknown>): Database => ({
  ...db,
  transaction: (ifUnknown, work) =>
    db.transaction(ifUnknown, (sql, doubt) =>
      work(
        {
          ...sql,
          query: async <Row extends object>(text: string, values?: Parameters<typeof sql.query>[1]) => {
            const found = await sql.query<Row>(text, values);
            if (text.includes('LOCK IN SHARE MODE')) await then();
            return found;
          },
        },
        doubt,
      ),
    ),
});

test.each([{ idempotencyKey: 'one' }, { line: 'wait' as const }, {}])(
  'one that has begun (%o) is waited for: what comes after a hold that was told is refused',
  async (more) => {
    let set: Promise<unknown> | undefined;
    // One that is not kept waiting has all the time it needs to come first.
    const others = afterLooking(() => Promise.race([(set ??= records.setHold(hold)), pause(300)]));
    const slow = await createRecords(others, tables, { decode });
    const app = opened.fresh();
    // Without its row it would begin twice.
    await db.execute('INSERT INTO rexflow_leases (app_key) VALUES (?)', [app.appKey]);
    const { request } = await slow.accept(opened.request([app], more));
    await set;
    const events = await db.query<{ kind: string }>(
      "SELECT kind FROM rexflow_events WHERE request_id IN ('', ?) ORDER BY id DESC LIMIT 2",
      [request.id],
    );
    expect(events.map(({ kind }) => kind)).toEqual(['held', 'accepted']);
    await expect(slow.accept(opened.request([opened.fresh()]))).rejects.toMatchObject({ code: 'HOLD' });
  },
);

test('who waits stays in line when apps come free, and gets its turn when the hold ends', async () => {
  const app = opened.fresh();
  const running = await post([app]);
  const waits = await post([app], { line: 'wait' });
  await records.setHold(hold);
  expect(await records.settle(at(running.id), settled)).toEqual([]);
  expect(await records.grantNext()).toEqual([]);
  expect(await records.stateOf(waits.id)).toBe('queued');
  expect((await records.endHold('admin')).granted).toEqual([waits.id]);
  await records.settle(at(waits.id), settled);
});

test('a phase that would go on does not begin; it waits, once, and the wait is over with the next phase', async () => {
  const request = await post([opened.fresh()]);
  await records.enterPhase(at(request.id), 'stage', 0);
  await records.setHold(hold);
  const enter = (unlessHeld: boolean) => records.enterPhase(at(request.id), 'prepare', 0, { unlessHeld });
  await expect(enter(true)).rejects.toMatchObject({ code: 'HOLD' });
  await records.waitAsWhole(request.id, 'better times');
  await records.waitAsWhole(request.id, 'better times');
  expect((await records.request(request.id))!).toMatchObject({ phase: 'stage', waiting: { for: 'better times' } });
  const told = "SELECT data FROM rexflow_events WHERE request_id = ? AND kind = 'waiting'";
  expect(await db.query(told, [request.id])).toEqual([{ data: '{"for":"better times"}' }]);
  await enter(false);
  expect((await records.request(request.id))!).toMatchObject({ phase: 'prepare', waiting: null });
});

test('said again it keeps since when; it ends by itself, which is told once', async () => {
  const { since } = await records.setHold(hold);
  const soon = new Date(db.now().getTime() + 3_600_000);
  expect(await records.setHold({ ...hold, by: 'other', until: soon })).toEqual({
    ...{ reason: hold.reason, by: 'other', since },
    until: soon.toISOString(),
  });
  await records.endLapsedHold();
  expect(await records.hold()).not.toBeNull();
  await db.execute('UPDATE rexflow_hold SET until_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');
  expect(await records.hold()).toBeNull();
  expect(await post([opened.fresh()])).toMatchObject({ state: 'accepted' });
  await db.execute("DELETE FROM rexflow_events WHERE kind = 'resumed'");
  await Promise.all([records.endLapsedHold(), records.endLapsedHold()]);
  expect(await db.query("SELECT request_id FROM rexflow_events WHERE kind = 'resumed'")).toEqual([{ request_id: '' }]);
  expect(await records.endHold('admin')).toEqual({ ended: null, granted: [] });
  const audit = "SELECT user, action FROM rexflow_audit WHERE action IN ('hold', 'resume') ORDER BY id DESC LIMIT 2";
  expect(await db.query(audit)).toEqual([
    { user: 'other', action: 'hold' },
    { user: 'admin', action: 'hold' },
  ]);
});
