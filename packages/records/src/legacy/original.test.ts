import type { App } from '#release';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, openRecords, settled, type OpenRecords, type Asked } from '../records.fixture.js';
import type { Records } from '../records.js';
import { localTime } from '../base/times.js';

/** The original runs beside us over the same database. */
let opened: OpenRecords;
let records: Records;
beforeAll(async () => {
  opened = await openRecords();
  records = opened.records;
});
afterAll(async () => {
  await opened?.end();
});

const minutesAgo = (minutes: number): string => localTime(new Date(opened.db.now().getTime() - minutes * 60_000));

/** Writes what the original does when it begins on an app; gives the timestamp as it writes it. */
async function begin({ appKey }: App, minutes = 0): Promise<string> {
  const since = minutesAgo(minutes);
  await opened.db.execute('DELETE FROM pre_deploy_status WHERE deploy_key = ?', [appKey]);
  await opened.db.execute(
    "INSERT INTO pre_deploy_status (deploy_key, deploy_people, start_time, status) VALUES (?, 'li', ?, 1)",
    [appKey, since],
  );
  return since;
}
const end = ({ appKey }: App) =>
  opened.db.execute('UPDATE pre_deploy_status SET status = 0 WHERE deploy_key = ?', [appKey]);
const statusOf = async ({ appKey }: App): Promise<number> =>
  (await opened.db.query<{ status: number }>('SELECT status FROM pre_deploy_status WHERE deploy_key = ?', [appKey]))[0]!
    .status;

test.each<[string, Asked & { many?: boolean }]>([
  ['with others', {}],
  ['alone, by its key', { idempotencyKey: 'original' }],
  ['with more apps than go together', { many: true }],
])(
  'an app the original is changing is refused, naming it and what frees it: %s',
  async (_how, { many, ...more }: Asked & { many?: boolean }) => {
    const app = opened.fresh();
    const apps = [app, ...Array.from({ length: many ? 25 : 0 }, () => opened.fresh())];
    const since = await begin(app);
    const refused = records.accept(opened.request(apps, more));
    await expect(refused).rejects.toMatchObject({
      code: 'APP_BUSY',
      details: { app: app.appKey, holder: 'li', since, original: 'yes' },
      message: expect.stringMatching(/by the original \(li\) since .*Deploy:Db:initdb.*force=1/),
    });
    expect(await statusOf(app)).toBe(1);
    await end(app);
    const { request } = await records.accept(opened.request(apps, more));
    await records.settle(at(request.id), settled);
  },
);

test('its lock counts for an hour, and one of a moment that cannot be does not', async () => {
  for (const [minutes, busy] of [
    [55, true],
    [65, false],
    [-30, true],
    [-65, false],
  ] as const) {
    const app = opened.fresh();
    await begin(app, minutes);
    const accepted = await records.accept(opened.request([app])).then(
      () => true,
      () => false,
    );
    expect([minutes, accepted]).toEqual([minutes, !busy]);
  }
});

test('what looks and changes nothing goes on beside it', async () => {
  const app = opened.fresh();
  await begin(app);
  await records.accept(opened.request([app], { action: 'check', exclusive: false, recorded: false }));
});

test('who waits for it is told so, and let in when it is gone', async () => {
  const app = opened.fresh();
  const since = await begin(app);
  const { request } = await records.accept(opened.request([app], { line: 'wait' }));
  expect(request.state).toBe('queued');
  expect(await records.waiting(request.id)).toMatchObject({ for: { app: app.appKey, caller: 'li', original: since } });
  expect(await records.grantNext()).not.toContain(request.id);
  await end(app);
  expect(await records.grantNext()).toContain(request.id);
  expect((await records.request(request.id))!.state).toBe('accepted');
});

test('our own lease explains the row: its holder is named, not the original', async () => {
  const app = opened.fresh();
  const { request } = await records.accept(opened.request([app]));
  await begin(app);
  await expect(records.accept(opened.request([app]))).rejects.toMatchObject({ details: { job: request.id } });
});

test('initdb frees what is older than an hour, with force all, and counts both', async () => {
  await records.freeLeases(true);
  const [fresh, old, held] = [opened.fresh(), opened.fresh(), opened.fresh()];
  await begin(fresh);
  await begin(old, 61);
  await records.accept(opened.request([held]));
  expect((await records.freeLeases(false)).freed).toBe(1);
  expect([await statusOf(fresh), await statusOf(old), await statusOf(held)]).toEqual([1, 0, 1]);
  const { request } = await records.accept(opened.request([fresh], { line: 'wait' }));
  const { freed, granted } = await records.freeLeases(true);
  expect([freed, granted]).toEqual([2, [request.id]]);
  expect([await statusOf(fresh), await statusOf(held)]).toEqual([1, 0]);
});
