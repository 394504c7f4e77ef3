import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { hasten } from './hasten.js';
import { queueOfEachTest } from './queue.fixture.js';
import { redisTime } from './signs.js';

const { ends, redisUrl } = queueOfEachTest();

test('a try that a worker 40 days ahead put off comes at once, and one of a right clock in its time', async () => {
  const redis = new Redis(redisUrl(), { maxRetriesPerRequest: null });
  const queue = new Queue('hasten', { connection: redis });
  ends.push(async () => {
    await queue.close();
    redis.disconnect();
  });
  const days = 40 * 86_400_000;
  await queue.add('walk', {}, { jobId: 'wrong', delay: 2000, timestamp: Date.now() + days });
  await queue.add('walk', {}, { jobId: 'right', delay: 10_000 });
  expect(await queue.getDelayedCount()).toBe(2);
  await hasten(queue, redis, await redisTime(redis));
  expect((await queue.getWaiting()).map(({ id }) => id)).toEqual(['wrong']);
  expect((await queue.getDelayed()).map(({ id }) => id)).toEqual(['right']);
});
