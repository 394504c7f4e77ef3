import type { JobsOptions } from 'bullmq';

/*
 * The records are the history; Redis keeps ended jobs only as long as a late duplicate could still arrive.
 */
const ended = { age: 3600, count: 1000 };

/** A request's job is tried until the records and the queue let it: it never ends by running out of tries. */
export const requestJob = (requestId: string): JobsOptions => ({
  jobId: requestId,
  attempts: 1_000_000,
  backoff: { type: 'fixed', delay: 2000 },
  removeOnComplete: ended,
  removeOnFail: ended,
});

/** A job on one app: its failure never stops its siblings or its parent, which looks at the votes. */
export const appJob = (jobId: string): JobsOptions => ({
  jobId,
  attempts: 1_000_000,
  backoff: { type: 'custom' },
  ignoreDependencyOnFailure: true,
  removeOnComplete: ended,
  removeOnFail: ended,
});

const longestBackoffMs = 10_000;

/** Milliseconds until a job on one app is tried again after `made` tries: doubling, a little apart, and never long. */
export function backoffMs(made: number, seconds: number): number {
  const whole = Math.min(seconds * 1000 * 2 ** (made - 1), longestBackoffMs);
  return Math.round(whole * (0.8 + Math.random() * 0.2));
}

/*
 * A worker that dies is noticed by the first look for stalled jobs after the rest of its lock: 5 to 15 s later, since a lock
 * is renewed at half its time. Shorter locks take a pause of the garbage collector for a death.
 */
export const workerTimes = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 1_000_000 };
