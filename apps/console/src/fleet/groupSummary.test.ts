import { expect, test } from 'vitest';
import type { GroupView } from '#api';
import { app, group, live, seenAs, share } from './app.fixture.js';
import { changesBy, lastSeen, runsSeveral, summarise } from './groupSummary.js';
import { targetHealth } from './targetHealth.js';
import { versionShares } from './versionShares.js';

const [old, now] = ['20260101_000000', '20260202_000000'];
const under = (action: string) => changesBy([{ id: 'r', action, caller: 'li', apps: ['web'] }]);
const none = changesBy([]);

test.each<[string, Partial<GroupView>, ReturnType<typeof under>, string]>([
  ['one version', {}, none, 'uniform'],
  ['two versions', { state: 'mixed' }, none, 'mixed'],
  ['a release under way', { state: 'mixed' }, under('release'), 'running'],
  ['a check under way', {}, under('check'), 'uniform'],
  ['one that fails while it is released', { state: 'failing' }, under('release'), 'failing'],
])('a group with %s', (_, given, changes, state) => {
  expect(summarise(group('web', given), changes).state).toBe(state);
});

test('versions stand by how many run them, named by their time where nothing else is known', () => {
  const releases = [{ ...share(now, ['a', 'b']), version: '2.0.0' }, share(old, ['c']), share('', ['d'])];
  expect(summarise(group('web', { releases }), none).versions.map(({ version, n }) => [version, n])).toEqual([
    ['2.0.0', 2],
    ['2026-01-01 00:00:00', 1],
    [null, 1],
  ]);
});

test('a group is new until something of it was released; one nobody sees any more is not', () => {
  expect(summarise(group('web', { releases: [], since: null, state: 'unknown' }), none).isNew).toBe(true);
  expect(summarise(group('web', { releases: [], state: 'unknown' }), none).isNew).toBe(false);
});

test('a group that fails can run several releases as well', () => {
  const releases = [share(now, ['a']), share(old, ['b'])];
  expect(runsSeveral(group('web', { state: 'failing', releases }))).toBe(true);
  expect(runsSeveral(group('web', { state: 'failing' }))).toBe(false);
});

test('when hosts were last seen is the longest ago of those that are; nobody says it where nobody looks', () => {
  const [early, late] = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'];
  expect(lastSeen([group('a', { seenAt: late }), group('b', { seenAt: early })])).toBe(early);
  expect(lastSeen([group('a', { seenAt: late }), group('lost', { seenAt: early, unknown: ['lost'] })])).toBe(late);
  expect(lastSeen([group('a', { by: 'records' })])).toBe(null);
});

test('targets by the version they run; after a rollback it is named by its directory', () => {
  const back = live('20260303_000000', { program: '/data/html_20260101_000000' });
  const shares = versionShares([
    app('a', { live: live(now) }),
    app('b', { live: live(old) }),
    app('c', { live: back }),
  ]);
  expect(shares.map(({ version, targets }) => [version, targets.map(({ key }) => key)])).toEqual([
    ['2026-02-02 00:00:00', ['a']],
    ['2026-01-01 00:00:00', ['b', 'c']],
  ]);
});

test('a target is as well as it was seen to be', () => {
  const states = ['failing', 'drifted', 'unknown', 'well'] as const;
  expect(states.map((state) => targetHealth(app('a', { seen: seenAs(state) })))).toEqual([
    'failing',
    'drifted',
    'unknown',
    'healthy',
  ]);
});
