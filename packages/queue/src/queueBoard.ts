import { Queue } from 'bullmq';
import type { Secret } from '#shell';
import { askingConnection } from './connect.js';
import { queueNames } from './queueNames.js';

/** The queues as they are, for a page that shows them. */
export interface QueueBoard {
  all: readonly Queue[];
  close(): Promise<void>;
}

/** Opens the queues to look at them; nothing is written to Redis for it. */
export function openQueueBoard(options: { url: Secret; environment: string }): QueueBoard {
  const name = queueNames(options.environment);
  const redis = askingConnection(options.url);
  const all = [name.requests, name.apps, name.looks].map((one) => {
    const queue = new Queue(one, { connection: redis, prefix: name.prefix, skipMetasUpdate: true });
    // BullMQ repeats the connection's errors here; the connection has its own listener.
    queue.on('error', () => undefined);
    return queue;
  });
  return {
    all,
    close: async () => {
      // First the connection: a queue that never reached Redis would wait for it while closing.
      redis.disconnect();
      await Promise.allSettled(all.map((queue) => queue.close()));
    },
  };
}
