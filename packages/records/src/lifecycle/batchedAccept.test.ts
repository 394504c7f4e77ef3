import { afterAll, beforeAll, expect, test } from 'vitest';
import { decode } from '#rex';
import { CodedError } from '#contract';
import type { App } from '#release';
import { openRecords, tables, watched, type OpenRecords } from '../records.fixture.js';
import { createRecords, type Records } from '../records.js';

let opened: OpenRecords;
let records: Records;
const transactions: string[][] = [];
beforeAll(async () => {
  opened = await openRecords();
  records = await createRecords(watched(opened.db, transactions), tables, { decode });
});
afterAll(() => opened.end());

const post = async (...apps: App[]) => (await records.accept(opened.request(apps))).request;
const many = (count: number): App[] => Array.from({ length: count }, () => opened.fresh());

test('requests that come together are accepted together, each as it would be alone', async () => {
  const apps = many(40);
  transactions.length = 0;
  const callers = ['admin', 'other'];
  const made = await Promise.all(
    apps.map(async (app, index) => {
      const audit = { action: 'release', details: { of: app.appKey } };
      const asked = opened.request([app], { caller: callers[index % 2]!, parameters: { k: app.appKey }, audit });
      return await records.accept(asked);
    }),
  );
  expect(transactions.length).toBeLessThanOrEqual(4);
  for (const [index, { request, fresh, granted }] of made.entries()) {
    expect([fresh, granted]).toEqual([true, []]);
    expect(await records.request(request.id)).toEqual(request);
    expect([request.caller, request.apps[0]!.app]).toEqual([callers[index % 2], apps[index]]);
    const lease = 'SELECT request_id, fence, holder FROM rexflow_leases WHERE app_key = ?';
    const key = apps[index]!.appKey;
    expect(await opened.db.query(lease, [key])).toEqual([{ request_id: request.id, fence: 1, holder: null }]);
    const status = 'SELECT status, deploy_people FROM pre_deploy_status WHERE deploy_key = ?';
    expect(await opened.db.query(status, [key])).toEqual([{ status: 1, deploy_people: request.caller }]);
    const line = 'SELECT user, details FROM rexflow_audit WHERE job = ?';
    const details = JSON.stringify({ of: key });
    expect(await opened.db.query(line, [request.id])).toEqual([{ user: request.caller, details }]);
    const kinds = 'SELECT kind FROM rexflow_events WHERE request_id = ?';
    expect(await opened.db.query(kinds, [request.id])).toEqual([{ kind: 'accepted' }]);
  }
  expect(new Set(made.flatMap(({ request }) => request.apps.map((part) => part.randomStr))).size).toBe(40);
});

test('of those that come together for one app, one gets it, and nobody else is the worse for it', async () => {
  const [contended, ...others] = many(7);
  const asked = [contended!, others[0]!, contended!, others[1]!, contended!].map((app) => post(app));
  const both = post(others[2]!, contended!);
  const results = await Promise.allSettled([...asked, both]);
  expect(results.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'rejected', 'rejected'],
  ]);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'APP_BUSY' });
  }
  await post(others[2]!);
});

test('somebody in line for an app is not passed by', async () => {
  const [one, two] = many(2);
  await post(one!);
  const line = await records.accept(opened.request([one!, two!], { line: 'wait' }));
  expect(line.request.state).toBe('queued');
  const [busy, free] = await Promise.allSettled([post(two!), post(opened.fresh())]);
  expect([busy.status, free.status]).toEqual(['rejected', 'fulfilled']);
});

test('one that MySQL refuses takes nobody along', async () => {
  const [good, better] = many(2);
  const bad = { ...opened.fresh(), appKey: 'x'.repeat(201) };
  const results = await Promise.allSettled([post(good!), post(bad), post(better!)]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('an app whose lease somebody is at keeps only its own request waiting', async () => {
  const [locked, free] = many(2);
  await opened.db.execute('INSERT INTO rexflow_leases (app_key) VALUES (?)', [locked!.appKey]);
  let waits: Promise<unknown> = Promise.resolve();
  await opened.db.transaction('tell', async (sql) => {
    await sql.query('SELECT 1 FROM rexflow_leases WHERE app_key = ? FOR UPDATE', [locked!.appKey]);
    waits = post(locked!);
    await post(free!);
  });
  expect(await waits).toMatchObject({ state: 'accepted' });
});

test('what may have been committed when MySQL was lost is looked for, and not done again', async () => {
  let begun = 0;
  const lost = await createRecords(
    {
      ...opened.db,
      transaction: async (ifUnknown, work) => {
        begun += 1;
        await opened.db.transaction(ifUnknown, work);
        throw new CodedError('MYSQL_UNKNOWN', { reason: 'the connection was lost' });
      },
    },
    tables,
    { decode },
  );
  const apps = many(3);
  const accepted = await Promise.all(apps.map((app) => lost.accept(opened.request([app]))));
  const stored = await opened.db.query<{ request_id: string }>(
    'SELECT request_id FROM rexflow_host_releases WHERE app_key IN (?, ?, ?)',
    apps.map((app) => app.appKey),
  );
  expect(stored.map((row) => row.request_id).sort()).toEqual(accepted.map(({ request }) => request.id).sort());
  expect(begun).toBe(1);
});

test('those who ask at the same moment share a trip, and each gets what it asked for', async () => {
  let trips = 0;
  const reading = await createRecords({ ...opened.db, trip: (work) => ((trips += 1), opened.db.trip(work)) }, tables, {
    decode,
  });
  const made = await Promise.all(many(12).map((app) => post(app, opened.fresh())));
  trips = 0;
  const asked = [...made.map(({ id }) => id), 'nobody', made[0]!.id, `${made[0]!.id} `];
  const found = await Promise.all(asked.map((id) => reading.request(id)));
  expect(found).toEqual([...made, null, made[0], null]);
  expect(trips).toBe(1);
  expect(found[0]!.apps).toHaveLength(2);
  // A host phase holds its request for long, and a request has a part for each of its host phases.
  expect(found[13]).toBe(found[0]);
  expect(await reading.request(made[0]!.id)).not.toBe(found[0]);
});

test('the stamp of a release comes after the newest of its apps, also when the clock went back', async () => {
  const [one, other] = many(2);
  await post(one!, other!);
  await opened.db.execute("UPDATE rexflow_leases SET request_id = NULL, stamp = '20991231_235959' WHERE app_key = ?", [
    one!.appKey,
  ]);
  await opened.db.execute('UPDATE rexflow_leases SET request_id = NULL WHERE app_key = ?', [other!.appKey]);
  await opened.db.execute('UPDATE pre_deploy_status SET status = 0');
  expect((await post(one!, other!)).stamp).toBe('21000101_000000');
  await opened.db.execute('UPDATE rexflow_leases SET request_id = NULL');
  await opened.db.execute('UPDATE pre_deploy_status SET status = 0');
  const { request } = await records.accept(opened.request([other!], { idempotencyKey: 'alone' }));
  expect(request.stamp).toBe('21000101_000001');
});
