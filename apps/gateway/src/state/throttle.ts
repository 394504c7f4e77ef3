import { LRUCache } from 'lru-cache';
import { CodedError } from '#contract';

/** Slows down guessing: counts logins of one address, and of one address for one user, within a window. */
export interface Throttle {
  /** Counts a login before its password is looked at. Throws TOO_MANY_LOGINS with the seconds to wait. */
  attempt(address: string, username: string): void;
  /** Forgets the attempts of a login whose password was right. */
  succeeded(address: string, username: string): void;
}

const windowMs = 60_000;
const perUser = 5;
const perAddress = 30;
/** Bounded, so that a flood of names cannot fill the memory. */
const remembered = 10_000;

/** A throttle in the memory of this process; `now` gives milliseconds. */
export function createThrottle(now: () => number = () => performance.now()): Throttle {
  const counted = new LRUCache<string, { count: number; until: number }>({ max: remembered });

  const count = (key: string, limit: number): void => {
    const at = now();
    const entry = counted.get(key);
    if (!entry || entry.until <= at) {
      counted.set(key, { count: 1, until: at + windowMs });
      return;
    }
    if (entry.count >= limit) {
      throw new CodedError('TOO_MANY_LOGINS', { seconds: Math.ceil((entry.until - at) / 1000) });
    }
    entry.count += 1;
  };
  // MySQL ignores blanks at the end.
  const userKey = (address: string, username: string): string =>
    JSON.stringify([address, username.replace(/ +$/, '').slice(0, 64)]);

  return {
    attempt: (address, username) => {
      count(userKey(address, username), perUser);
      count(address, perAddress);
    },
    succeeded: (address, username) => {
      counted.delete(userKey(address, username));
      const entry = counted.get(address);
      if (entry) entry.count -= 1;
    },
  };
}
