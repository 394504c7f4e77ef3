import type { Redis } from 'ioredis';
import { createWaiters } from './waiters.js';

/** Lets work begin at the same time on several workers. */
export interface Barriers {
  /**
   * Resolves when `size` have arrived at the barrier of that name, or after `ms`: a barrier is a courtesy, nothing depends on
   * it, and a Redis that is away only ends it.
   */
  arriveAt(name: string, size: number, ms: number): Promise<void>;
}

const forgottenAfter = 600;

/** Barriers over one connection for asking and one that listens; `key` names the channel and begins every key. */
export function createBarriers(asking: Redis, listening: Redis, key: string): Barriers {
  const waiters = createWaiters();
  listening.on('message', (channel: string, name: string) => {
    if (channel === key) waiters.wake(name);
  });
  listening.subscribe(key).catch(() => undefined);

  async function come(name: string, size: number): Promise<boolean> {
    const counter = `${key}:${name}`;
    const [[, count]] = (await asking.multi().incr(counter).expire(counter, forgottenAfter).exec()) as [
      [unknown, number],
    ];
    if (count < size) return false;
    await asking.publish(key, name);
    return true;
  }

  return {
    arriveAt: async (name, size, ms) => {
      if (size < 2) return;
      const met = waiters.next(name, ms);
      // Not waited for: a Redis that does not answer must not hold up who comes for longer than `ms`.
      come(name, size).then(
        (last) => {
          if (last) waiters.wake(name);
        },
        () => {
          waiters.wake(name);
        },
      );
      await met;
    },
  };
}
