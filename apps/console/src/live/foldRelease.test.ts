import { expect, test } from 'vitest';
import type { EventView } from '#contract';
import { foldRelease } from './foldRelease.js';
import { part, release } from './release.fixture.js';

const told = (kind: EventView['kind'], data: EventView['data'], app: string | null = null, of = 'r'): EventView => ({
  id: 1,
  at: '2026-01-31T12:00:09.000Z',
  release: of,
  app,
  kind,
  data,
});

test('the head follows phases, a cancel and the end', () => {
  const begun = foldRelease(release([], { state: 'accepted', phase: null }), [
    told('phase', { phase: 'stage', batch: 0 }),
  ]);
  expect(begun).toMatchObject({ state: 'running', phase: 'stage' });
  const over = foldRelease(begun, [told('cancelled', { by: 'admin' }), told('settled', { outcome: 'cancelled' })]);
  expect(over).toMatchObject({
    state: 'settled',
    outcome: 'cancelled',
    cancelledBy: 'admin',
    settledAt: '2026-01-31T12:00:09.000Z',
  });
});

test('parts follow steps and votes; the others stay the same object', () => {
  const before = release([part('web1'), part('web2')]);
  const at = foldRelease(before, [told('step-begun', { phase: 'activate', step: 'probe' }, 'web1')]);
  expect(at.apps[0]).toMatchObject({ phase: 'activate', step: 'probe', vote: null });
  expect(at.apps[1]).toBe(before.apps[1]);
  const voted = foldRelease(at, [told('vote', { phase: 'activate', vote: 'failed', standing: 'restored' }, 'web1')]);
  expect(voted.apps[0]).toMatchObject({ vote: 'failed', standing: 'restored' });
});

test('what is of another release, or of an app that takes no part, changes nothing', () => {
  const before = release([part('web1')]);
  expect(foldRelease(before, [told('settled', { outcome: 'done' }, null, 'other')])).toBe(before);
  expect(foldRelease(before, [told('vote', { vote: 'done' }, 'web9')]).apps).toBe(before.apps);
});

test('the same event twice is the same as once', () => {
  const events = [
    told('waiting', { phase: 'prepare', for: 'the host' }, 'web1'),
    told('vote', { phase: 'prepare', vote: 'done', standing: null }, 'web1'),
  ];
  const once = foldRelease(release([part('web1')]), events);
  expect(foldRelease(once, events)).toEqual(once);
});
