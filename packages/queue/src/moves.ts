import type { Secret } from '#shell';
import { listeningConnection } from './connect.js';
import { createWaiters } from './waiters.js';

/** Waits for news of requests: one connection for all who wait, nothing asked while they wait. */
export interface Moves {
  /** Resolves at the next news of the request, after `ms` at the latest. */
  next(requestId: string, ms: number): Promise<void>;
  /** The same for news of any request. */
  any(ms: number): Promise<void>;
  close(): void;
}

/** Under this name wait those who wait for any request; no id is empty. */
const anyone = '';

/** See Moves. */
export function createMoves(url: Secret, channel: string): Moves {
  const redis = listeningConnection(url);
  const waiters = createWaiters();
  redis.on('message', (_channel: string, requestId: string) => {
    waiters.wake(requestId);
    waiters.wake(anyone);
  });
  redis.subscribe(channel).catch(() => undefined);
  return {
    next: waiters.next,
    any: (ms) => waiters.next(anyone, ms),
    close: () => {
      waiters.wakeAll();
      redis.disconnect();
    },
  };
}
