import { CodedError, type Phase, type Standing } from '#contract';
import type { App } from '#release';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, openRecords, settled, type OpenRecords } from './records.fixture.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(async () => {
  await opened?.end();
});

test('whoever was overtaken writes nothing: no step, no outcome, no vote, no phase, no settlement', async () => {
  const one = opened.fresh();
  const { request: made } = await opened.records.accept(opened.request([one]));
  const claim = (holder: string, life: number) =>
    opened.records.acquireLease({ requestId: made.id, appKey: one.appKey, holder, life });
  const old = await claim('old', -1);
  const late = await claim('new', 30);
  if (typeof old === 'string' || typeof late === 'string') throw new Error('no lease');
  const part = { requestId: made.id, appKey: one.appKey, phase: 'prepare' } as const;
  const lost = { code: 'LEASE_LOST' };
  const { number } = await opened.records.beginStep({ ...part, lease: late }, 'inspect');
  const end = { step: 'carry', state: 'failed', facts: {}, trouble: null, deploy: null } as const;
  await expect(opened.records.beginStep({ ...part, lease: old }, 'carry')).rejects.toMatchObject(lost);
  await expect(opened.records.endStep({ ...part, lease: old }, number, end)).rejects.toMatchObject(lost);
  const result = { vote: 'failed', standing: 'down', trouble: null } as const;
  await expect(opened.records.storeHostResult({ ...part, lease: old }, result)).rejects.toMatchObject(lost);
  expect(await opened.records.stepHistory(made.id, one.appKey)).toMatchObject([{ step: 'inspect', state: 'begun' }]);
  expect((await opened.records.request(made.id))!.apps[0]).toMatchObject({ vote: null, standing: null });

  const first = await opened.records.acquireRequestLease({ requestId: made.id, holder: 'old', life: -1 });
  const second = await opened.records.acquireRequestLease({ requestId: made.id, holder: 'new', life: 30 });
  await opened.records.enterPhase(second!, 'stage', 0);
  await expect(opened.records.enterPhase(first!, 'prepare', 0)).rejects.toMatchObject(lost);
  await expect(opened.records.endPhase(first!, 'stage', {})).rejects.toMatchObject(lost);
  await expect(opened.records.settle(first!, settled)).rejects.toMatchObject(lost);
  expect(await opened.records.request(made.id)).toMatchObject({ phase: 'stage', phaseEnded: false, state: 'running' });
  await opened.records.settle(second!, settled);
});

test('an app in other hands ends its part once, where it was met, and only while its phase goes on', async () => {
  const apps = [opened.fresh(), opened.fresh()];
  const { request: made } = await opened.records.accept(opened.request(apps));
  const trouble = new CodedError('LEASE_LOST', { app: apps[0]!.appKey }).report({
    host: '10.0.0.1',
    step: 'carry',
    tried: { times: 1, seconds: 3 },
  });
  const part = (phase: Phase, app = apps[0]!) => ({ requestId: made.id, appKey: app.appKey, phase });
  const stood = (app: App) => async () =>
    (await opened.records.request(made.id))!.apps.find((record) => record.app.appKey === app.appKey);
  const [lost, voted] = apps.map(stood);
  const votes = async () =>
    (await opened.db.query("SELECT 1 FROM rexflow_events WHERE request_id = ? AND kind = 'vote'", [made.id])).length;

  await opened.records.enterPhase(at(made.id), 'prepare', 0);
  await opened.records.abandonTarget(part('activate'), trouble);
  expect(await lost!()).toMatchObject({ vote: null, standing: null });
  await opened.records.wait({ ...part('prepare'), lease: null }, 'its turn');
  await opened.records.abandonTarget(part('prepare'), trouble);
  expect(await lost!()).toMatchObject({
    phase: 'prepare',
    vote: 'failed',
    standing: 'unknown',
    trouble,
    waiting: null,
  });
  expect(await votes()).toBe(1);
  await opened.records.abandonTarget(part('prepare'), trouble);
  expect(await votes()).toBe(1);

  const result = { vote: 'done', standing: 'old', trouble: null } as const;
  await opened.records.storeHostResult({ ...part('prepare', apps[1]!), lease: null }, result);
  await opened.records.abandonTarget(part('prepare', apps[1]!), trouble);
  expect(await voted!()).toMatchObject(result);

  await opened.records.enterPhase(at(made.id), 'activate', 0);
  await opened.records.endPhase(at(made.id), 'activate', {});
  await opened.records.abandonTarget(part('activate', apps[1]!), trouble);
  expect(await voted!()).toMatchObject({ ...result, phase: 'prepare' });
  await opened.records.settle(at(made.id), settled);
  await opened.db.execute('UPDATE rexflow_requests SET phase_ended = 0, phase = ? WHERE id = ?', ['activate', made.id]);
  await opened.records.abandonTarget(part('activate', apps[1]!), trouble);
  expect(await voted!()).toMatchObject({ ...result, phase: 'prepare' });
  expect(await votes()).toBe(2);
});

test('a begun step tells who has asked to cancel, and batches come in the order of the catalogue', async () => {
  const apps = [opened.fresh(), opened.fresh(), opened.fresh()];
  const rollout = { policy: 'undo', maxFailures: 1, batchSize: 2, confirm: 9 } as const;
  const { request: made } = await opened.records.accept(opened.request(apps, { rollout }));
  expect(made.rollout).toEqual(rollout);
  expect(made.apps.map(({ batch }) => batch)).toEqual([0, 0, 1]);
  await opened.records.cancel(made.id, 'somebody');
  const part = { requestId: made.id, appKey: apps[0]!.appKey, phase: 'prepare', lease: null } as const;
  expect(await opened.records.beginStep(part, 'inspect')).toMatchObject({ cancelledBy: 'somebody' });
});

test('a rollback is counted when it settles: the release it left is bad, the one it went to is not', async () => {
  const one = opened.fresh();
  const { request: made } = await opened.records.accept(opened.request([one]));
  const [record] = made.apps;
  await opened.records.openDeployRow(made, record!);
  const placeholders = { source: record!.randomStr, unmark: false, left: record!.randomStr, maker: null };
  await opened.records.settle(at(made.id), settled, [placeholders]);
  const bad = async () =>
    (
      await opened.db.query<{ bad: number }>('SELECT bad FROM rexflow_host_releases WHERE request_id = ?', [made.id])
    )[0]!.bad;
  expect(await bad()).toBe(1);
  expect((await opened.records.deployRows([record!.randomStr]))[0]!.rollbackNumber).toBe(1);
  const { request: next } = await opened.records.accept(opened.request([one]));
  await opened.records.settle(at(next.id), settled, [{ ...placeholders, left: null, maker: record!.randomStr }]);
  expect(await bad()).toBe(0);
});

test('a release is named by its job, by one of its records, or by a record of the original', async () => {
  const { request: made } = await opened.records.accept(opened.request([opened.fresh()]));
  await opened.records.settle(at(made.id), settled);
  const name = { requestId: made.id, stamp: null };
  expect(await opened.records.releaseNamed(made.id)).toEqual(name);
  expect(await opened.records.releaseNamed(made.apps[0]!.randomStr)).toEqual(name);
  await opened.db.execute(
    "INSERT INTO pre_deploy_manage (deploy_key, randomStr, deloy_prodir_after) VALUES ('old', '1529856609597174600', '/w/html_20180624_160902')",
  );
  expect(await opened.records.releaseNamed('1529856609597174600')).toEqual({
    requestId: null,
    stamp: '20180624_160902',
  });
  expect(await opened.records.releaseNamed('nothing')).toBeNull();
});

test('abandoned are the releases since the newest good one that came to nothing on an app, newest first', async () => {
  const one = opened.fresh();
  const release = async (standing: Standing | null, action = 'release'): Promise<string> => {
    const { request: made } = await opened.records.accept(opened.request([one], { action }));
    const part = { requestId: made.id, appKey: one.appKey, phase: 'activate', lease: null } as const;
    await opened.records.storeHostResult(part, { vote: 'done', standing, trouble: null });
    await opened.records.settle(at(made.id), settled);
    return made.stamp;
  };
  await release('old');
  await release('new');
  expect(await opened.records.abandoned(one.appKey)).toEqual([]);
  const old = await release('old');
  await release('down');
  await release('new', 'rollback');
  await release('restored', 'rollback');
  const restored = await release('restored');
  expect(await opened.records.abandoned(one.appKey)).toEqual([restored, old]);
  const { request: open } = await opened.records.accept(opened.request([one]));
  const part = { requestId: open.id, appKey: one.appKey, phase: 'prepare', lease: null } as const;
  await opened.records.storeHostResult(part, { vote: 'done', standing: 'old', trouble: null });
  expect(await opened.records.abandoned(one.appKey)).toEqual([restored, old]);
  await opened.records.settle(at(open.id), settled);
  await release('new');
  expect(await opened.records.abandoned(one.appKey)).toEqual([]);
});
