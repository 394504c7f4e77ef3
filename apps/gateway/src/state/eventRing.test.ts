import { expect, test } from 'vitest';
import type { FoundEvent } from '#records';
import { createEventRing } from './eventRing.js';

const found = (id: number, of: Partial<FoundEvent['event']> = {}, size = 1): FoundEvent => ({
  event: { id, at: new Date(0), requestId: 'r', appKey: null, kind: 'phase', data: {}, ...of },
  ageMs: 0,
  size,
});
const all = { requestId: null, after: 0, upTo: 1000, limit: 100 };
const ids = (events: { id: number }[] | null): number[] | null => events && events.map(({ id }) => id);

test('it gives what it holds, and null for what lies before that', () => {
  const ring = createEventRing({ events: 3, characters: 1000 });
  expect(ring.events(all)).toBeNull();
  ring.begin(10);
  expect([ids(ring.events(all)), ids(ring.events({ ...all, after: 10 }))]).toEqual([null, []]);
  // Numbers that no event has are as good as sent.
  ring.add([found(12), found(13), found(17)]);
  expect(ids(ring.events({ ...all, after: 10 }))).toEqual([12, 13, 17]);
  ring.add([found(18)]);
  expect([11, 12, 15, 18].map((after) => ids(ring.events({ ...all, after })))).toEqual([
    null,
    [13, 17, 18],
    [17, 18],
    [],
  ]);
  expect(ids(ring.events({ ...all, after: 12, upTo: 17 }))).toEqual([13, 17]);
  expect(ids(ring.events({ ...all, after: 12, limit: 1 }))).toEqual([13]);
  for (let id = 19; id < 40; id++) ring.add([found(id)]);
  expect([ids(ring.events({ ...all, after: 36 })), ring.events({ ...all, after: 35 })]).toEqual([[37, 38, 39], null]);
});

test('it holds no more than has room', () => {
  const ring = createEventRing({ events: 100, characters: 1000 });
  ring.begin(0);
  ring.add([found(1, {}, 600), found(2, {}, 300), found(3, {}, 300)]);
  expect([ring.events(all), ids(ring.events({ ...all, after: 1 }))]).toEqual([null, [2, 3]]);
  ring.add([found(4, {}, 5000)]);
  expect([ring.events({ ...all, after: 3 }), ids(ring.events({ ...all, after: 4 }))]).toEqual([null, []]);
});

test('it chooses as the records do', () => {
  const ring = createEventRing();
  ring.begin(0);
  ring.add([
    found(1, { requestId: 'other' }),
    found(2, { appKey: 'a' }),
    found(3, { appKey: 'b' }),
    found(4, { kind: 'log', appKey: 'a' }),
    found(5),
  ]);
  expect(ids(ring.events(all))).toEqual([1, 2, 3, 5]);
  expect(ids(ring.events({ ...all, requestId: 'r' }))).toEqual([2, 3, 5]);
  expect(ids(ring.events({ ...all, requestId: 'r', log: true }))).toEqual([2, 3, 4, 5]);
  expect(ids(ring.events({ ...all, requestId: 'r', log: true, appKey: 'a' }))).toEqual([2, 4, 5]);
});
