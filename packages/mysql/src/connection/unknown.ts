import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '#contract';

/** Words of a server that ends a session in the middle of something: whatever else it refuses, it has not done. */
const cutOff = new Set([1053, 1927, 3169, 4031]);

/** MYSQL_UNKNOWN for a MySQL that was lost after it had been told to keep a change and before it said that it did. */
export function unknown(thrown: unknown): unknown {
  if (!(thrown instanceof CodedError) || thrown.code !== 'MYSQL_AWAY') return thrown;
  const { errno, sqlState } = (thrown.cause ?? {}) as { errno?: unknown; sqlState?: unknown };
  if (typeof sqlState === 'string' && sqlState !== '' && !cutOff.has(Number(errno))) return thrown;
  return new CodedError('MYSQL_UNKNOWN', { reason: thrown.details.reason }, { cause: thrown.cause });
}

export const isUnknown = (thrown: unknown): boolean => thrown instanceof CodedError && thrown.code === 'MYSQL_UNKNOWN';
const isAway = (thrown: unknown): boolean => thrown instanceof CodedError && thrown.code === 'MYSQL_AWAY';

/** So long somebody waits to learn what became of a change; a MySQL that was restarted is back by then. */
const patienceMs = 10_000;
const firstPauseMs = 50;
const longestPauseMs = 1000;

/**
 * Runs work, and again while what became of it is not known, for some seconds at most; `doubt` tells a run that an earlier
 * one may count, and `doubtful` that one did before. Throws MYSQL_UNKNOWN when MySQL stays away after such a run.
 */
export async function untilKnown<T>(work: (doubt: boolean) => Promise<T>, doubtful = false): Promise<T> {
  const begun = performance.now();
  let lost: unknown = doubtful
    ? new CodedError('MYSQL_UNKNOWN', { reason: 'the connection was lost at the commit' })
    : undefined;
  for (let pause = firstPauseMs; ; pause = Math.min(2 * pause, longestPauseMs)) {
    try {
      return await work(lost !== undefined);
    } catch (thrown) {
      if (!isUnknown(thrown) && !(lost !== undefined && isAway(thrown))) throw thrown;
      if (isUnknown(thrown)) lost = thrown;
      if (performance.now() - begun > patienceMs) throw lost;
      await sleep(pause);
    }
  }
}
