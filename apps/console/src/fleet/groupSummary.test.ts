import { expect, test } from 'vitest';
import type { AppView } from '#api';
import { app, drifted, live } from './app.fixture.js';
import { byGroup, summarise, targetHealth } from './groupSummary.js';

const [old, now] = [live('20260101_000000'), live('20260202_000000')];
const lease = (action: string): AppView['lease'] => ({ release: 'r', action, caller: 'li', since: '' });

test.each<[string, AppView[], string]>([
  ['one version', [app('a', { live: now }), app('b', { live: now })], 'uniform'],
  ['two versions', [app('a', { live: now }), app('b', { live: old })], 'mixed'],
  ['two versions, released by hand', [app('a', { live: now }), app('b', { live: old, automated: false })], 'uniform'],
  ['one that does not run well', [app('a', { live: now }), app('b', { live: { ...now!, good: false } })], 'failing'],
  ['a changed file', [app('a', { live: now, drift: drifted(2) })], 'drifted'],
  [
    'a file that was changed before what runs was released',
    [app('a', { live: { ...now!, since: '2026-01-31T14:00:00.000Z' }, drift: drifted(2) })],
    'uniform',
  ],
  ['a release under way', [app('a', { live: now, lease: lease('release') }), app('b', { live: old })], 'running'],
  ['a check under way', [app('a', { live: now, lease: lease('check') })], 'uniform'],
  ['one that was never released', [app('a', { live: now }), app('b')], 'unknown'],
  ['nothing', [], 'unknown'],
])('a group with %s', (_, apps, state) => {
  expect(summarise('web', apps).state).toBe(state);
});

test('versions stand by how few run them, and a version is named by its directory after a rollback', () => {
  const back = live('20260303_000000', { program: '/data/html_20260101_000000' });
  const { shares } = summarise('web', [app('a', { live: now }), app('b', { live: old }), app('c', { live: back })]);
  expect(shares.map(({ version, targets }) => [version, targets.map(({ key }) => key)])).toEqual([
    ['2026-02-02 00:00:00', ['a']],
    ['2026-01-01 00:00:00', ['b', 'c']],
  ]);
});

test('apps by their group; a target is as well as its release and its files', () => {
  expect(
    [...byGroup([app('a'), app('b', { group: 'db' }), app('c')])].map(([name, { length }]) => [name, length]),
  ).toEqual([
    ['web', 2],
    ['db', 1],
  ]);
  expect([app('a'), app('b', { live: now }), app('c', { live: now, drift: drifted(1) })].map(targetHealth)).toEqual([
    'unknown',
    'healthy',
    'drifted',
  ]);
});
