import { UnrecoverableError } from 'bullmq';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { queueOfEachTest, signal } from './queue.fixture.js';

const { installation, ends, redisUrl } = queueOfEachTest();

test('a parent whose children were lost is walked again', async () => {
  const walks: string[] = [];
  const again = signal<boolean>();
  const fanned = signal<boolean>();
  const never = new Promise<void>(() => undefined);
  const { submitter, workers } = await installation({
    advanceRequest: (id) => {
      walks.push(id);
      if (walks.length > 1) again.give(true);
      const apps = [{ appKey: 'server1', ordinal: 1 }];
      return Promise.resolve(
        walks.length > 1 ? { then: 'end' } : { then: 'fan-out', phase: 'prepare', apps, together: 1, changes: true },
      );
    },
    runHostPhase: (_job, { ending }) => {
      fanned.give(true);
      return Promise.race([never, new Promise<void>((resolve) => ending.addEventListener('abort', () => resolve()))]);
    },
  });
  await submitter.submit('mine', true);
  await fanned.given;
  const asking = new Redis(redisUrl());
  ends.push(() => Promise.resolve(asking.disconnect()));
  await expect.poll(() => asking.keys('*:requests:waiting-children').then((keys) => keys.length)).toBe(1);
  await workers[0]!.resubmit('mine', true);
  expect(walks).toHaveLength(1);
  for (const key of await asking.keys('*:apps:mine-*')) await asking.del(key);
  await workers[0]!.resubmit('mine', true);
  expect(await again.given).toBe(true);
});

test('a closing worker hands on what it cannot finish', async () => {
  const begun = signal<boolean>();
  const { submitter, workers, hire } = await installation({
    advanceRequest: (_id, { ending }) =>
      new Promise((_resolve, reject) => {
        ending.addEventListener('abort', () => {
          reject(ending.reason as Error);
        });
        begun.give(true);
      }),
  });
  await submitter.submit('request-1', true);
  await begun.given;
  const taken = signal<string>();
  await hire({
    advanceRequest: (id) => {
      taken.give(id);
      return Promise.resolve({ then: 'end' });
    },
  });
  await workers[0]!.close(0);
  expect(await taken.given).toBe('request-1');
});

test('a child that gave up for good lets its siblings go on, and its parent is walked again', async () => {
  const visits: string[] = [];
  const walks: string[][] = [];
  const over = signal<boolean>();
  const { submitter } = await installation({
    advanceRequest: () => {
      walks.push([...visits]);
      if (walks.length > 1) {
        over.give(true);
        return Promise.resolve({ then: 'end' });
      }
      const apps = ['one', 'two', 'three'].map((appKey, ordinal) => ({ appKey, ordinal }));
      return Promise.resolve({ then: 'fan-out', phase: 'prepare', apps, together: 1, changes: true });
    },
    runHostPhase: ({ appKey }) => {
      visits.push(appKey);
      return appKey === 'two' ? Promise.reject(new UnrecoverableError('never again')) : Promise.resolve();
    },
  });
  await submitter.submit('mine', true);
  await over.given;
  expect(visits.sort()).toEqual(['one', 'three', 'two']);
  expect(walks).toHaveLength(2);
  expect(walks[1]).toHaveLength(3);
});
