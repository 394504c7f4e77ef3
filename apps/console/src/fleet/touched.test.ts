import { expect, test } from 'vitest';
import type { AppView, EventView } from '#api';
import { createTouched } from './touched.js';

const event = (kind: EventView['kind'], release: string, data: Record<string, unknown> = {}): EventView => ({
  id: 1,
  at: '2026-01-01T00:00:00.000Z',
  release,
  app: null,
  kind,
  data,
});
const app = (key: string, release?: string): AppView =>
  ({ key, lease: release === undefined ? null : { release } }) as AppView;
const shown = [app('a'), app('b'), app('c', 'older')];

test('what is shown is asked for anew only where a release touches it', () => {
  const touched = createTouched();
  const taken = event('accepted', 'r', { action: 'release', apps: ['b', 'elsewhere'] });
  expect(touched([taken], shown)).toEqual(['b']);
  expect(touched([event('phase', 'r'), event('vote', 'r')], shown)).toEqual([]);
  expect(touched([event('settled', 'r')], shown)).toEqual(['b']);
  expect(touched([event('accepted', 's', { action: 'release', apps: ['elsewhere'] })], shown)).toEqual([]);
  expect(touched([event('settled', 's')], shown)).toEqual([]);
});

test('who waited in line touches its apps when it is let in', () => {
  const touched = createTouched();
  expect(touched([event('queued', 'q', { action: 'release', apps: ['a'] })], shown)).toEqual([]);
  expect(touched([event('granted', 'q')], shown)).toEqual(['a']);
  expect(touched([event('settled', 'q')], shown)).toEqual(['a']);
});

test('what began before the page was opened is told by who holds an app, and otherwise not', () => {
  const touched = createTouched();
  expect(touched([event('settled', 'older')], shown)).toEqual(['c']);
  expect(touched([event('settled', 'unheard of')], shown)).toBeNull();
});

test('an app that a release goes on without is free, which is shown', () => {
  const touched = createTouched();
  expect(touched([event('skipped', 'r', { apps: ['b', 'elsewhere'] })], shown)).toEqual(['b']);
});

test('a look changes nothing that is shown', () => {
  const touched = createTouched();
  expect(touched([event('accepted', 'l', { action: 'check', apps: ['a'] })], shown)).toEqual([]);
  expect(touched([event('settled', 'l')], shown)).toEqual([]);
});

test('what workers found otherwise is asked for anew, and all of it where the catalogue was changed', () => {
  const touched = createTouched();
  expect(touched([event('seen', '', { apps: ['b', 'elsewhere'], hosts: ['h'] })], shown)).toEqual(['b']);
  expect(
    touched([event('catalogue', '', { by: 'li', changes: [] }), event('queued', 'q', { apps: ['a'] })], shown),
  ).toBeNull();
  expect(touched([event('granted', 'q')], shown)).toEqual(['a']);
});
