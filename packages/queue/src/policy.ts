import { retryDelay } from '#async';
import type { JobsOptions } from 'bullmq';

/*
 * The records are the history; Redis keeps ended jobs only as long as a late duplicate could still arrive.
 */
const ended = { age: 3600, count: 1000 };

/**
 * A request's job is tried until the records and the queue let it: it never ends by running out of tries. BullMQ takes jobs
 * without a priority first: those of requests that change hosts.
 */
export const requestJob = (requestId: string, changes: boolean): JobsOptions => ({
  jobId: requestId,
  ...(changes ? {} : { priority: 1 }),
  attempts: 1_000_000,
  backoff: { type: 'fixed', delay: 2000 },
  removeOnComplete: ended,
  removeOnFail: ended,
});

/** Among priorities, of which BullMQ has 2^21: who only looks comes after all who change. */
const lookingFrom = 2 ** 20;
/** After so many turns those who look take what comes, one as good as the other: a large request ends, too. */
const favoured = 8;

/**
 * The priority of a job on an app, the lower the sooner: what changes hosts before what only looks, and among each the first
 * apps of a request before the later ones of others, so that many small requests go beside a large one.
 */
export function priorityOf({ changes, place, width }: { changes: boolean; place: number; width: number }): number {
  const turn = Math.floor(place / width);
  return changes ? 1 + Math.min(turn, lookingFrom - 2) : lookingFrom + Math.min(turn, favoured);
}

/** A job on one app: its failure never stops its siblings or its parent, which looks at the votes. */
export const appJob = (jobId: string, priority: number): JobsOptions => ({
  jobId,
  priority,
  attempts: 1_000_000,
  backoff: { type: 'custom' },
  ignoreDependencyOnFailure: true,
  removeOnComplete: ended,
  removeOnFail: ended,
});

/** A look at a host, for somebody who waits: the worker that has it may die, but it is not tried again. */
export const lookJob = (jobId: string): JobsOptions => ({
  jobId,
  attempts: 1,
  removeOnComplete: { age: 60 },
  removeOnFail: { age: 60 },
});

const longestBackoffMs = 10_000;

/** Milliseconds until a job on one app is tried again after `made` tries: doubling, a little apart, and never long. */
export function backoffMs(made: number, seconds: number): number {
  return Math.round(retryDelay({ first: seconds * 1000, longest: longestBackoffMs, jitter: 0.2 }, made));
}

/** Milliseconds until a job that another worker has to do is offered again: soon, and not in step with the others. */
export const handOverMs = (): number => Math.round(100 + Math.random() * 200);

/*
 * A worker that dies is noticed by the first look for stalled jobs after the rest of its lock: 5 to 15 s later, since a lock
 * is renewed at half its time. Shorter locks take a pause of the garbage collector for a death.
 */
export const workerTimes = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 1_000_000 };
