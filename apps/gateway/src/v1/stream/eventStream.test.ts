import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { StoredEvent } from '#records';
import { asEvents } from './reading.js';
import { eventStream } from './eventStream.js';

const event = (id: number, kind: StoredEvent['kind'] = 'phase'): StoredEvent => ({
  id,
  at: new Date(0),
  requestId: 'r',
  appKey: null,
  kind,
  data: {},
});

/** An installation whose clock runs only while somebody waits; `wakeMs` is how often anything happens in it. */
function play(wakeMs: number) {
  const stored: StoredEvent[] = [];
  const gateway = {
    at: 0,
    horizon: 0,
    stored,
    settled: false,
    now: () => new Date(gateway.at),
    closing: new AbortController().signal,
    eventCursor: {
      horizon: () => Promise.resolve(gateway.horizon),
      seen: () => gateway.horizon,
      beyond: async (from: number, ms: number) => {
        if (gateway.at > 600_000) throw new Error('the stream is silent');
        gateway.at += Math.min(Math.max(ms, 1), wakeMs);
        await setImmediate();
        return from;
      },
      events: ({ after, upTo, limit }: { after: number; upTo: number; limit: number }) =>
        Promise.resolve(stored.filter(({ id }) => id > after && id <= upTo).slice(0, limit)),
    },
    views: { isSettled: () => Promise.resolve(gateway.settled) },
  };
  return gateway;
}
type Played = ReturnType<typeof play>;

const watch = {
  requestId: 'r',
  reading: asEvents,
  after: 0,
  gone: new AbortController().signal,
  expiresAt: new Date(500_000),
  mayGoOn: () => Promise.resolve(true),
  stuck: () => undefined,
};

/** The texts sent, with their times, until the stream ends or `ms` are over. */
async function heard(gateway: Played, ms: number, more: Partial<typeof watch> = {}): Promise<[number, string][]> {
  const lines: [number, string][] = [];
  for await (const text of eventStream({ ...watch, ...more }, gateway)) {
    const kinds = [...text.matchAll(/^event: (.*)$/gm)].map(([, kind]) => kind!);
    for (const kind of kinds.length > 0 ? kinds : [text.trim()]) lines.push([gateway.at, kind]);
    if (gateway.at >= ms) break;
  }
  return lines;
}

test.each([1000, 60_000])(
  'a line is sent every 15 seconds when something happens elsewhere each %i ms',
  async (wake) => {
    const lines = await heard(play(wake), 60_000);
    expect(lines.map(([at]) => at)).toEqual([0, 15_000, 30_000, 45_000, 60_000]);
    expect(lines[1]![1]).toBe(': still here');
  },
);

test('a stream ends with the token of who listens', async () => {
  const times = async (gateway: Played, more: Partial<typeof watch>): Promise<number[]> =>
    (await heard(gateway, 60_000, more)).map(([at]) => at);
  const gateway = play(60_000);
  expect(await times(gateway, { expiresAt: new Date(40_000) })).toEqual([0, 15_000, 30_000]);
  expect(gateway.at).toBe(40_000);
  const ended = play(60_000);
  expect(await times(ended, { mayGoOn: () => Promise.resolve(ended.at < 30_000) })).toEqual([0, 15_000]);
  expect(ended.at).toBe(30_000);
});

test('the stream of a settled release ends, whatever the horizon says', async () => {
  const gateway = play(60_000);
  const kinds = async (ids: number[]): Promise<string[]> => {
    gateway.at = 0;
    gateway.stored.splice(0, Infinity, ...ids.map((id) => event(id, id === 900 ? 'settled' : 'phase')));
    return (await heard(gateway, 60_000)).map(([, kind]) => kind);
  };
  expect(await kinds([1])).toEqual(['retry: 2000', ...Array<string>(4).fill(': still here')]);
  gateway.settled = true;
  expect(await kinds([1, 900])).toEqual(['retry: 2000', ': still here', 'phase', 'settled']);
  expect(await kinds([])).toEqual(['retry: 2000', ': still here']);
  const many = Array.from({ length: 500 }, (_, index) => index + 1);
  expect((await kinds([...many, 900])).slice(2)).toEqual([...many.map(() => 'phase'), 'settled']);
});

test('who takes nothing for half a minute is cut off, and who is slow is not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const stuck = vi.fn();
    const gateway = play(60_000);
    gateway.stored.push(event(1), event(2, 'settled'));
    gateway.horizon = 2;
    const lines = eventStream({ ...watch, stuck }, gateway);
    await lines.next();
    vi.advanceTimersByTime(29_000);
    expect(String((await lines.next()).value)).toMatch(/^id: 1$[^]*^id: 2$/m);
    vi.advanceTimersByTime(29_000);
    expect(stuck).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(stuck).toHaveBeenCalledOnce();
    await lines.return(undefined);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('what a caller is handed at once is bounded, however far behind it is', async () => {
  const gateway = play(60_000);
  gateway.stored.push(
    ...Array.from({ length: 200 }, (_, index) => ({ ...event(index + 1), data: { text: 'x'.repeat(10_000) } })),
  );
  gateway.horizon = 200;
  const sizes: number[] = [];
  for await (const text of eventStream(watch, gateway)) {
    sizes.push(text.length);
    if (text.includes('id: 200\n')) break;
  }
  expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(2_000_000);
  expect(Math.max(...sizes)).toBeLessThan(65_536 + 11_000);
});
