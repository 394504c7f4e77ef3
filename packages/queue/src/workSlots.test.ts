import { expect, test, vi } from 'vitest';
import { createWorkSlots, type WorkSlot } from './workSlots.js';

const never = (): AbortSignal => new AbortController().signal;
/** Everything that can go on has gone on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Places of which one sees who holds one. */
function seen(size: number, lingerMs = 0) {
  const places = createWorkSlots(size, lingerMs);
  const inside: string[] = [];
  const come = (name: string, changes: boolean, rank = 0, signal = never()): WorkSlot => {
    const place = places.slot({ changes, rank });
    place.take(signal).then(
      () => inside.push(name),
      () => inside.push(`${name} gave up`),
    );
    return place;
  };
  return { places, inside, come };
}

test('what changes hosts never waits for what only looks, which waits while a change is under way', async () => {
  const { inside, come } = seen(2);
  const looks = ['l1', 'l2', 'l3'].map((name) => come(name, false));
  const changes = ['c1', 'c2', 'c3'].map((name) => come(name, true));
  await settle();
  expect(inside).toEqual(['l1', 'l2', 'c1', 'c2']);
  looks[0]!.leave();
  await settle();
  expect(inside).toEqual(['l1', 'l2', 'c1', 'c2']);
  changes[0]!.leave();
  await settle();
  expect(inside.slice(4)).toEqual(['c3']);
  looks[1]!.leave();
  await settle();
  // One place is kept for those who look, however long a change takes.
  expect(inside.slice(5)).toEqual(['l3']);
});

test('the lower rank comes first, then who came first; who has begun goes on before others begin', async () => {
  const { inside, come } = seen(1);
  const first = come('first', true, 5);
  await settle();
  const later = { b: come('b', true, 2), a: come('a', true, 1), too: come('a too', true, 1) };
  first.leave();
  void first.take(never()).then(() => inside.push('first again'));
  for (const one of [later.a, first, later.too, later.b]) {
    await settle();
    one.leave();
  }
  expect(inside).toEqual(['first', 'a', 'first again', 'a too', 'b']);
});

test('who waits no longer leaves the turn to others, and a place is left once', async () => {
  const { inside, come } = seen(1);
  const first = come('first', true);
  const giving = new AbortController();
  come('second', true, 0, giving.signal);
  const third = come('third', true, 1);
  await settle();
  giving.abort(new Error('enough'));
  first.leave();
  first.leave();
  await settle();
  expect(inside).toEqual(['first', 'second gave up', 'third']);
  come('fourth', true);
  await settle();
  expect(inside).toHaveLength(3);
  third.leave();
  await settle();
  expect(inside[3]).toBe('fourth');
  come('too late', true, 0, AbortSignal.abort(new Error('no')));
  await settle();
  expect(inside[4]).toBe('too late gave up');
});

test('while a change is under way that takes no place, few look', async () => {
  const { places, inside, come } = seen(16);
  let end = (): void => undefined;
  const change = places.duringChange(() => new Promise<void>((resolve) => (end = resolve)));
  for (let look = 0; look < 20; look++) come(`l${look}`, false);
  await settle();
  expect(inside).toHaveLength(1);
  end();
  await change;
  await settle();
  expect(inside).toHaveLength(16);
});

test('between the parts of a change few look, too', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const { inside, come } = seen(16, 300);
    const change = come('change', true);
    await settle();
    change.leave();
    for (let look = 0; look < 20; look++) come(`l${look}`, false);
    await settle();
    expect(inside).toHaveLength(1 + 1);
    await vi.advanceTimersByTimeAsync(300);
    expect(inside).toHaveLength(1 + 16);
  } finally {
    vi.useRealTimers();
  }
});
