import { setTimeout as sleep } from 'node:timers/promises';
import { retryDelay } from '#async';
import { away } from './away.js';

const attempts = 5;
const deadlock = 1213;
const lockWaitTimeout = 1205;

/** Runs work again, a few times with a small random pause, while MySQL breaks it off for a lock; then MYSQL_AWAY. */
export async function untilUnlocked<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      if (!isLocked(thrown)) throw thrown;
      if (attempt === attempts) throw away(thrown);
      await sleep(retryDelay({ first: 40, longest: 640, jitter: 1 }, attempt));
    }
  }
}

function isLocked(thrown: unknown): boolean {
  const { errno } = thrown instanceof Error ? (thrown as { errno?: unknown }) : {};
  return errno === deadlock || errno === lockWaitTimeout;
}
