import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { EventsAsked, FoundEvent, StoredEvent } from '#records';
import { createEventCursor } from './eventCursor.js';

const never = new AbortController().signal;
setMaxListeners(0, never);

/** Records of events that count their reads, and news that come when they are called for. */
function play() {
  const stored: FoundEvent[] = [];
  const reads = { newEvents: 0, events: 0 };
  let moved = (): void => undefined;
  const add = (requestId: string, id = (stored.at(-1)?.event.id ?? 0) + 1): void => {
    const event: StoredEvent = { id, at: new Date(0), requestId, appKey: null, kind: 'phase', data: {} };
    stored.push({ event, ageMs: 0, size: 10 });
    stored.sort((a, b) => a.event.id - b.event.id);
  };
  const eventCursor = createEventCursor(
    {
      lastEvent: () => Promise.resolve(stored.at(-1)?.event.id ?? 0),
      newEvents: (after, limit) => {
        reads.newEvents += 1;
        return Promise.resolve(stored.filter(({ event }) => event.id > after).slice(0, limit));
      },
      events: ({ after, upTo, limit }) => {
        reads.events += 1;
        const found = stored.map(({ event }) => event).filter(({ id }) => id > after && id <= upTo);
        return Promise.resolve(found.slice(0, limit));
      },
    },
    { anyMoved: () => new Promise<void>((resolve) => (moved = resolve)) },
  );
  return { tail: eventCursor, reads, stored, add, news: () => moved() };
}
const all = (after: number, upTo: number): EventsAsked => ({ requestId: null, after, upTo, limit: 200 });

test('a thousand who follow cost as many reads as one', async () => {
  const cost = async (followers: number): Promise<typeof gateway.reads> => {
    const gateway = play();
    const { tail, add } = gateway;
    for (let at = 0; at < 50; at++) add('r');
    const begun = await tail.horizon();
    gateway.reads.newEvents = 0;
    const heard: number[] = [];
    const following = Array.from({ length: followers }, async () => {
      let seen = begun;
      while (seen < 60) {
        seen = await tail.beyond(seen, 60_000, never);
        for (const { id } of await tail.events(all(seen, tail.seen()))) heard.push((seen = id));
      }
    });
    // All of them wait, and the read that the first of them began is over.
    while (tail.watching() < followers || gateway.reads.newEvents === 0) await setImmediate();
    for (let at = 0; at < 10; at++) add('r');
    gateway.news();
    await Promise.all(following);
    expect(heard).toHaveLength(followers * 10);
    expect(tail.reads()).toEqual({ memory: followers, records: 0 });
    return gateway.reads;
  };
  const one = await cost(1);
  expect(await cost(1000)).toEqual(one);
  expect(one.events).toBe(0);
});

test('who follows one release sleeps through all others, and is not left behind by them', async () => {
  const gateway = play();
  const { tail, add } = gateway;
  add('mine');
  const begun = await tail.horizon();
  gateway.reads.newEvents = 0;
  const woken = tail.beyond(begun, 60_000, never, 'mine');
  while (gateway.reads.newEvents === 0) await setImmediate();
  for (let at = 0; at < 10; at++) add('other');
  gateway.news();
  while (tail.seen() < 11) await setImmediate();
  expect(tail.watching()).toBe(1);
  add('mine');
  gateway.news();
  expect(await woken).toBe(11);
  expect((await tail.events(all(11, tail.seen()))).map(({ id }) => id)).toEqual([12]);
});

test('a number that is missing holds the horizon, and only who is behind the memory reads the records', async () => {
  const gateway = play();
  const { tail, add } = gateway;
  for (let at = 0; at < 5000; at++) add('r');
  expect(await tail.horizon()).toBe(5000);
  add('r', 5002);
  expect(await tail.horizon()).toBe(5000);
  add('r', 5001);
  expect(await tail.horizon()).toBe(5002);
  expect((await tail.events(all(5000, 5002))).map(({ id }) => id)).toEqual([5001, 5002]);
  expect(gateway.reads.events).toBe(0);
  expect((await tail.events(all(7, 5002)))[0]!.id).toBe(8);
  expect(gateway.reads.events).toBe(1);
});
