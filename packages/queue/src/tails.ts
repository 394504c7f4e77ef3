import type { Secret } from '#shell';
import { listeningConnection } from './connect.js';

/** What the gateway hears of the logs that workers follow for it: over Redis, kept nowhere. */
export interface TailListener {
  /** Hears what is said of one from now on, until the function that comes back is called. Throws what Redis throws. */
  listen(tailId: string, heard: (message: string) => void): Promise<() => void>;
  close(): void;
}

/** See TailListener; a connection is made for the first one only. */
export function createTailListener(url: Secret, channel: string): TailListener {
  let redis: ReturnType<typeof listeningConnection> | null = null;
  const listeners = new Map<string, (message: string) => void>();
  const connection = () => {
    if (redis) return redis;
    redis = listeningConnection(url);
    redis.on('message', (name: string, message: string) => listeners.get(name)?.(message));
    return redis;
  };
  return {
    listen: async (tailId, heard) => {
      const name = `${channel}:${tailId}`;
      listeners.set(name, heard);
      await connection().subscribe(name);
      return () => {
        listeners.delete(name);
        redis?.unsubscribe(name).catch(() => undefined);
      };
    },
    close: () => redis?.disconnect(),
  };
}
