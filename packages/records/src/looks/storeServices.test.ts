import { afterAll, beforeAll, expect, test } from 'vitest';
import { statement } from '#contract';
import { openRecords, type OpenRecords } from '../records.fixture.js';
import { appsSeen } from '../targets/appsSeen.js';
import { lookedApps, lookFigures } from './readLooks.js';
import { noteStops } from './storeServices.js';
import type { EndedLook } from './storeLooks.js';

let opened: OpenRecords;
beforeAll(async () => {
  opened = await openRecords();
  await opened.records.storeRoster(new Map([['a', ['a1']]]), 0.001);
});
afterAll(() => opened.end());

type Service = EndedLook['apps'][number]['service'];
const down: Service = { state: 'down', since: null, pids: [], restarts: null, reason: null };
const since = new Date('2026-01-01T00:00:00Z');
const running: Service = { ...down, state: 'running', since, pids: [71, 72], restarts: 3 };

/** Looks at the app, and tells what the look was told of it before, and how it is afterwards. */
async function look(service: Service | null, more: Partial<EndedLook> = {}) {
  const { db, records } = opened;
  await db.execute('UPDATE rexflow_looks SET next_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');
  const [due] = await records.claimLooks({ claim: 'mine', most: 1, seconds: 30 });
  const known = due!.apps[0]!;
  const failing = service?.state === 'down' && !known.stopped ? statement('seen.noProcess') : null;
  const apps = service ? [{ app: 'a1', program: '/srv/x', stamp: null, running: null, failing, service }] : [];
  const ended = { host: 'a', claim: 'mine', at: db.now(), again: 60, trouble: null, busy: false, visited: true };
  await records.storeLooks([{ ...ended, apps, unseen: [], drifts: [], ...more }]);
  return { stopped: known.stopped, now: (await lookedApps(db, ['a1'])).get('a1')! };
}

/** A request that has ended, as far as it is read. */
async function ended(id: string, action: string, operation: string | null, columns: Record<string, string | null>) {
  const { db } = opened;
  await db.execute(
    `INSERT INTO rexflow_requests (id, action, parameters, digest, caller, exclusive, recorded, rollout, state, stamp, accepted_at, request)
     VALUES (?, ?, '{}', '', 'zhang', 1, 0, '{}', 'settled', '', UTC_TIMESTAMP(3), ?)`,
    [id, action, JSON.stringify({ kind: action, operation })],
  );
  await db.execute(
    `INSERT INTO rexflow_host_releases (request_id, app_key, ordinal, app, random_str, batch, vote, step, standing)
     VALUES (?, 'a1', 1, '{}', ?, 0, ?, ?, ?)`,
    [id, id, columns.vote ?? null, columns.step ?? null, columns.standing ?? null],
  );
  await noteStops(db, id, { action, operation });
  return (await lookedApps(db, ['a1'])).get('a1')!;
}

test('what a look found of a service is stored with its age, and what could not be asked with the reason', async () => {
  const { now } = await look(running);
  expect(now.service).toEqual({ ...running, at: expect.any(Date) });
  const reason = statement('seen.nameless');
  const unseen = await look(null, { unseen: [{ app: 'a1', reason }] });
  expect(unseen.now.service).toMatchObject({ state: 'unknown', reason, pids: [] });
  expect(unseen.now.seenAt).toEqual(now.seenAt);
  const later = { seconds: 60, now: new Date(opened.db.now().getTime() + 181_000) };
  expect((await appsSeen(opened.db, ['a1'], later)).get('a1')!.seen.lost).toEqual(reason);
  const long = await look({ ...running, state: 'unknown', reason: 'x'.repeat(9000) });
  expect(long.now.service!.reason).toHaveLength(500);
});

test('an app that somebody had stopped is not failing until it is started, released, or seen to run', async () => {
  const { db } = opened;
  const figures = async () => {
    const { failing, stopped } = await lookFigures(db, { seconds: 60 });
    return [failing, stopped];
  };
  await look(down);
  expect(await figures()).toEqual([1, 0]);
  const vote = { vote: 'done', step: 'service' };
  const stopped = await ended('1', 'service', 'stop', vote);
  expect(stopped).toMatchObject({ failing: null, stopped: { by: 'zhang', release: '1' } });
  expect(await look(down)).toMatchObject({ stopped: true, now: { failing: null } });
  expect(await figures()).toEqual([0, 1]);
  const seen = (await appsSeen(db, ['a1'], { seconds: 60, now: db.now() })).get('a1')!.seen;
  expect(seen).toMatchObject({ stopped: true, failing: null });
  // A release that did not get there, and a restart that did not begin, leave it so.
  expect((await ended('2', 'release', null, { standing: 'old' })).stopped).not.toBeNull();
  expect((await ended('3', 'service', 'restart', {})).stopped).not.toBeNull();
  expect((await ended('4', 'service', 'start', { vote: 'failed', step: 'service' })).stopped).toBeNull();
  expect((await look(down)).now.failing).not.toBeNull();
  await ended('5', 'service', 'stop', vote);
  expect((await ended('6', 'release', null, { standing: 'new' })).stopped).toBeNull();
  await ended('7', 'service', 'stop', vote);
  // A look that began before it was stopped does not count.
  await look(running, { at: new Date(0) });
  expect((await look(down)).stopped).toBe(true);
  await look(running);
  expect(await look(running)).toMatchObject({ stopped: false, now: { stopped: null } });
});
