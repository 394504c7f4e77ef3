import { CodedError, statement } from '#contract';
import type { App } from '#release';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, openRecords, settled, type OpenRecords } from '../records.fixture.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(async () => {
  await opened?.end();
});

/** A request for two apps, and a later one that waits for the second of them. */
async function twoAndOne(): Promise<{ apps: App[]; id: string; waits: string }> {
  const apps = [opened.fresh(), opened.fresh()];
  const { request } = await opened.records.accept(opened.request(apps));
  const next = await opened.records.accept(opened.request([apps[1]!], { line: 'wait' }));
  return { apps, id: request.id, waits: next.request.id };
}
const facts = { diff: [], warnings: ['why'], skipped: ['b'] };
const out = { apps: ['b'], host: '10.0.0.2', reason: 'disk', by: 'ann', since: '2026-11-01' };
const reasons = [statement('warning.skipped', out)];
const without = (app: App) => ({ apps: [app.appKey], reasons, facts, exclusive: true });
const eventsOf = async (id: string, kind: string) =>
  await opened.db.query<{ data: string }>('SELECT data FROM rexflow_events WHERE request_id = ? AND kind = ?', [
    id,
    kind,
  ]);

test('an app that is left out is no part of its request any more, and is free for who waits for it', async () => {
  const { records, db } = opened;
  const { apps, id, waits } = await twoAndOne();
  const [kept, gone] = apps as [App, App];
  await records.enterPhase(at(id), 'prepare', 0);
  const { apps: parts } = (await records.request(id))!;
  await records.openDeployRow({ caller: 'admin' }, parts[1]!);
  await expect(records.leaveOut(at(id, 7), without(gone))).rejects.toMatchObject({ code: 'LEASE_LOST' });
  expect(await records.leaveOut(at(id), without(gone))).toEqual([waits]);
  const after = (await records.request(id))!;
  expect(after).toMatchObject({ facts, apps: [{ app: { appKey: kept.appKey } }] });
  expect(after.apps).toHaveLength(1);
  expect(await records.part({ requestId: id, appKey: gone.appKey })).toBeNull();
  expect(await records.part({ requestId: id, appKey: kept.appKey })).not.toBeNull();
  const [row] = await records.deployRows([parts[1]!.randomStr]);
  expect(await db.query('SELECT status, note FROM pre_deploy_manage WHERE randomStr = ?', [row!.randomStr])).toEqual([
    { status: 0, note: 'not done: its host went out of service' },
  ]);
  // Done again, as after an answer that was lost, it changes nothing and is told once.
  await records.leaveOut(at(id), without(gone));
  expect((await eventsOf(id, 'skipped')).map(({ data }) => JSON.parse(data) as object)).toEqual([
    {
      apps: [gone.appKey],
      reasons: ['skipped: b, since 10.0.0.2 is out of service (disk; ann, 2026-11-01)'],
      statements: reasons,
    },
  ]);
  expect((await records.request(waits))!.state).toBe('accepted');
  await records.settle(at(id), settled);
  // What may lie on its host is remembered for the next release there.
  expect(await records.abandoned(gone.appKey)).toEqual([after.stamp]);
  await records.settle(at(waits), settled);
});

test('while the installation is held nobody is left out yet, and nothing ends', async () => {
  const { records } = opened;
  const { apps, id, waits } = await twoAndOne();
  await records.setHold({ reason: 'moved', by: 'admin', until: null });
  const held = { code: 'HOLD' };
  const trouble = new CodedError('HOST_OUT_OF_SERVICE', { apps: ['a'], hosts: ['h'] }).report();
  const how = { unlessHeld: true };
  await expect(records.leaveOut(at(id), without(apps[1]!), how)).rejects.toMatchObject(held);
  await expect(records.refuseLate(at(id), trouble, facts, how)).rejects.toMatchObject(held);
  expect((await records.request(id))!).toMatchObject({ facts: {}, phaseTrouble: null });
  expect((await records.request(id))!.apps).toHaveLength(2);
  await records.endHold('admin');
  await expect(records.refuseLate(at(id, 7), trouble, facts, how)).rejects.toMatchObject({ code: 'LEASE_LOST' });
  await records.refuseLate(at(id), trouble, facts, how);
  expect((await records.request(id))!).toMatchObject({ facts, phaseTrouble: { code: 'HOST_OUT_OF_SERVICE' } });
  await records.settle(at(id), settled);
  await records.settle(at(waits), settled);
});
