import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRecords, type OpenRecords } from '../records.fixture.js';
import { lookedApps } from './readLooks.js';
import { noteStops } from './storeServices.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
});
afterAll(() => opened.end());

test('an app that a stop has reached is stopped by who asked for it, until what is asked of it reaches it again', async () => {
  const { db, records } = opened;
  const [reached, failed] = [opened.fresh(), opened.fresh()];
  const apps = [reached, failed];
  await records.storeRoster(new Map([['10.0.0.1', apps.map(({ appKey }) => appKey)]]), 0.001);
  await db.execute('UPDATE rexflow_looks SET tried_at = UTC_TIMESTAMP(3)');
  const ended = async (action: string, operation: string, ...parts: Record<string, string>[]) => {
    const asked = { exclusive: false, action: 'service', parameters: { k: 'server', a: 'stop' } };
    const { request } = await records.accept(opened.request(apps, asked));
    for (const [index, part] of parts.entries())
      for (const [column, value] of Object.entries(part))
        await db.execute(`UPDATE rexflow_host_releases SET ${column} = ? WHERE request_id = ? AND app_key = ?`, [
          value,
          request.id,
          apps[index]!.appKey,
        ]);
    await noteStops(db, request.id, { action, operation });
    const looked = await lookedApps(
      db,
      apps.map(({ appKey }) => appKey),
    );
    const stopped = apps.map(({ appKey }) => looked.get(appKey)!.stopped?.release ?? null);
    return { id: request.id, stopped, by: looked.get(reached.appKey)!.stopped?.by };
  };
  const stop = await ended('service', 'stop', { vote: 'done', step: 'service' }, { vote: 'failed', step: 'service' });
  expect(stop).toMatchObject({ stopped: [stop.id, null], by: 'admin' });
  // What did not get as far as the app, and what only looked, changes nothing of that.
  expect((await ended('service', 'start')).stopped).toEqual([stop.id, null]);
  expect((await ended('check', '', { vote: 'done', step: 'check' })).stopped).toEqual([stop.id, null]);
  expect((await ended('release', '', { standing: 'old' })).stopped).toEqual([stop.id, null]);
  expect((await ended('service', 'start', { step: 'service', vote: 'failed' })).stopped).toEqual([null, null]);
  const again = await ended('service', 'stop', { vote: 'done' }, { vote: 'done' });
  expect(again.stopped).toEqual([again.id, again.id]);
  expect((await ended('release', '', { standing: 'new' }, { standing: 'old' })).stopped).toEqual([null, again.id]);
});
