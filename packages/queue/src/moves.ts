import type { Secret } from '#shell';
import { listeningConnection } from './connect.js';

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
  const waiting = new Map<string, Set<() => void>>();
  redis.on('message', (_channel: string, requestId: string) => {
    for (const wake of [...(waiting.get(requestId) ?? []), ...(waiting.get(anyone) ?? [])]) wake();
  });
  redis.subscribe(channel).catch(() => undefined);
  const next: Moves['next'] = (requestId, ms) =>
    new Promise((resolve) => {
      const wakes = waiting.get(requestId) ?? new Set();
      waiting.set(requestId, wakes);
      const wake = (): void => {
        clearTimeout(timer);
        wakes.delete(wake);
        if (wakes.size === 0) waiting.delete(requestId);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      wakes.add(wake);
    });
  return {
    next,
    any: (ms) => next(anyone, ms),
    close: () => {
      for (const wakes of waiting.values()) for (const wake of wakes) wake();
      redis.disconnect();
    },
  };
}
