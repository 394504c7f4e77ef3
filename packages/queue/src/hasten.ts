import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** Longer than any try is put off. */
const longestMs = 60_000;
/** BullMQ counts the jobs of one millisecond apart in the score. */
const perMillisecond = 0x1000;
const mostAtOnce = 100;

/**
 * Lets the delayed jobs of a queue go on that are due later than any try can be, by the clock of Redis (`at`, in
 * milliseconds): BullMQ reckons with the clock of the worker that puts a job off, and one ahead puts it off for as long.
 */
export async function hasten(queue: Queue, redis: Redis, at: number): Promise<void> {
  const ids = await redis.zrangebyscore(
    queue.toKey('delayed'),
    (at + longestMs) * perMillisecond,
    '+inf',
    'LIMIT',
    0,
    mostAtOnce,
  );
  for (const id of ids) {
    const job = await queue.getJob(id);
    await job?.promote().catch(async (thrown: unknown) => {
      // Another worker may have been first.
      if (await job.isDelayed()) throw thrown;
    });
  }
}
