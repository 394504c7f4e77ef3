import { connectMysql } from '#mysql';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { decode } from '#rex';
import { createPeople } from './access/people.js';
import { openRecords, tables, type OpenRecords } from './records.fixture.js';
import { createRecords } from './records.js';

/** Two processes over one database, of which one has a wrong clock. */
let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(async () => {
  await opened?.end();
});
afterEach(() => {
  vi.useRealTimers();
});

const days = 86_400_000;

test('what is stored by a process with a wrong clock has the time of all others', async () => {
  const app = opened.fresh();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 40 * days });
  const db = connectMysql(opened.settings);
  const wrong = await createRecords(db, tables, { decode });
  const { request } = await wrong.accept(opened.request([app]));
  await wrong.wait({ requestId: request.id, appKey: app.appKey, phase: 'prepare', lease: null }, 'a test');
  const people = createPeople(db);
  await opened.db.execute(
    "INSERT INTO rexflow_users (name, password_hash, role, created_at) VALUES ('admin', 'x', 'admin', UTC_TIMESTAMP())",
  );
  const { token } = await people.issueToken({ name: 'admin', role: 'admin' }, 3600);
  await db.close();
  vi.useRealTimers();
  const [row] = await opened.db.query<{ age: number; future: number; start: string }>(
    `SELECT TIMESTAMPDIFF(SECOND, r.accepted_at, UTC_TIMESTAMP(3)) AS age,
       TIMESTAMPDIFF(HOUR, UTC_TIMESTAMP(3), t.expires_at) AS future, s.start_time AS start
     FROM rexflow_requests r, rexflow_tokens t, pre_deploy_status s WHERE r.id = ? AND s.deploy_key = ?`,
    [request.id, app.appKey],
  );
  expect(Number(row!.age)).toBeLessThan(3600);
  expect(Number(row!.future)).toBeLessThanOrEqual(1);
  const year = String(new Date().getFullYear());
  expect([request.stamp.slice(0, 4), row!.start.slice(0, 4)]).toEqual([year, year]);
  expect(Math.abs(Date.parse(row!.start) - Date.now())).toBeLessThan(days);
  const stored = (await opened.records.request(request.id))!;
  expect(Math.abs(Date.parse(stored.apps[0]!.waiting!.since) - Date.now())).toBeLessThan(days);
  expect(await createPeople(opened.db).checkToken(token)).toMatchObject({ state: 'valid' });
});
