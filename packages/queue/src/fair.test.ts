import { expect, test } from 'vitest';
import type { FanOut } from './jobHandlers.js';
import { queueOfEachTest, signal } from './queue.fixture.js';

const { installation } = queueOfEachTest();

/** As many as the fixture's workers work on at once. */
const places = 5;

const fanOut = (changes: boolean, count: number): FanOut => ({
  then: 'fan-out',
  phase: changes ? 'prepare' : 'visit',
  apps: Array.from({ length: count }, (_, index) => ({
    appKey: `${changes ? 'host' : 'look'}${index}`,
    ordinal: index,
  })),
  together: count,
  changes,
});

/** Requests of which `look` looks at 40 apps and every other one changes 2; visits of `look` end when they are told to. */
async function busy() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const walks = new Map<string, number>();
  const over = { look: signal<boolean>(), change: signal<boolean>() };
  const cancelled: string[] = [];
  const { submitter } = await installation({
    advanceRequest: (id) => {
      const walk = (walks.get(id) ?? 0) + 1;
      walks.set(id, walk);
      if (walk === 1) return Promise.resolve(id === 'look' ? fanOut(false, 40) : fanOut(true, 2));
      over[id as 'look' | 'change'].give(true);
      return Promise.resolve({ then: 'end' });
    },
    runHostPhase: async ({ requestId, appKey }, stops) => {
      begun.push(appKey);
      if (requestId !== 'look') return;
      await new Promise<void>((resolve) => {
        ends.push(resolve);
        stops.cancelled.addEventListener('abort', () => {
          cancelled.push(appKey);
          resolve();
        });
      });
    },
  });
  return { submitter, begun, ends, over, cancelled };
}

test('what changes hosts goes before the rest of what only looks, while that holds all its places', async () => {
  const { submitter, begun, ends, over } = await busy();
  await submitter.submit('look', false);
  await expect.poll(() => begun.length).toBe(places);
  await submitter.submit('change', true);
  expect(await over.change.given).toBe(true);
  expect(begun.slice(places).sort()).toEqual(['host0', 'host1']);
  while (ends.length > 0 || begun.length < 42) {
    ends.splice(0).forEach((end) => end());
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await over.look.given).toBe(true);
  const looked = begun.filter((appKey) => appKey.startsWith('look'));
  expect(new Set(looked).size).toBe(40);
  expect(looked).toHaveLength(40);
});

test('a cancel leaves what has not begun where it is: the walk comes back when what is in hand has ended', async () => {
  const { submitter, begun, over, cancelled } = await busy();
  await submitter.submit('look', false);
  await expect.poll(() => begun.length).toBe(places);
  await submitter.cancel('look');
  expect(await over.look.given).toBe(true);
  expect(begun).toHaveLength(places);
  expect(cancelled.sort()).toEqual(begun.sort());
});

test('an app that is put off keeps none of those behind it from their turn', async () => {
  const met: string[] = [];
  const all = signal<boolean>();
  const again = signal<boolean>();
  let walks = 0;
  let open = false;
  const { submitter } = await installation({
    advanceRequest: () => {
      if (++walks > 1) again.give(true);
      return Promise.resolve(walks === 1 ? fanOut(false, 20) : { then: 'end' });
    },
    runHostPhase: ({ appKey }) => {
      if (!met.includes(appKey)) met.push(appKey);
      if (met.length === 20) all.give(true);
      // The first of them, as many as there are places, do not answer for now.
      const silent = Number(appKey.slice('look'.length)) < places;
      return silent && !open ? Promise.reject(new Error('no answer')) : Promise.resolve();
    },
  });
  await submitter.submit('look', false);
  expect(await all.given).toBe(true);
  expect(walks).toBe(1);
  open = true;
  expect(await again.given).toBe(true);
});

test('requests that only look take half of the places of walks at most, and all of them have their turn', async () => {
  const walked: string[] = [];
  const opened = signal<boolean>();
  const { submitter } = await installation({
    advanceRequest: async (id) => {
      walked.push(id);
      if (id.startsWith('look')) await opened.given;
      return { then: 'end' };
    },
  });
  const looks = Array.from({ length: 5 }, (_, index) => `look${index}`);
  for (const id of looks) await submitter.submit(id, false);
  await expect.poll(() => walked.length).toBe(Math.floor(places / 2));
  const changes = Array.from({ length: places }, (_, index) => `change${index}`);
  for (const id of changes) await submitter.submit(id, true);
  await expect.poll(() => walked.filter((id) => id.startsWith('change')).sort()).toEqual(changes);
  expect(walked.filter((id) => id.startsWith('look'))).toHaveLength(Math.floor(places / 2));
  opened.give(true);
  await expect.poll(() => walked.filter((id) => id.startsWith('look')).sort(), { timeout: 20_000 }).toEqual(looks);
});
