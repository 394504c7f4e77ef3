import type { Redis } from 'ioredis';
import { createWaiters } from './waiters.js';

/** Lets work that shall begin at the same moment on several workers begin at the same moment. */
export interface Meetings {
  /**
   * Resolves when `size` have come to the meeting of that name, or after `ms`: a meeting is a courtesy, nothing depends on
   * it, and a Redis that is away only ends it.
   */
  meet(name: string, size: number, ms: number): Promise<void>;
}

const forgottenAfter = 600;

/** Meetings over one connection for asking and one that listens; `key` names the channel and begins every key. */
export function createMeetings(asking: Redis, listening: Redis, key: string): Meetings {
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
    meet: async (name, size, ms) => {
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
