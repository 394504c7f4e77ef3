import { Redis } from 'ioredis';
import { Queue, type Job } from 'bullmq';
import type { Arena } from '../arena.js';

/** The queue, seen past rexflow. */
export interface Jobs {
  /** Jobs of these requests that still wait or are at work. */
  left(requests: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

const prefix = '{rexflow-prod}';
const states = ['wait', 'active', 'delayed', 'prioritized', 'waiting-children'] as const;

export function openJobs({ stores }: Arena): Jobs {
  const connection = new Redis(stores.redis.url, { maxRetriesPerRequest: null });
  connection.on('error', () => undefined);
  const queues = ['requests', 'apps'].map((name) => new Queue<{ requestId: string }>(name, { connection, prefix }));
  return {
    left: async (requests) => {
      const found: string[] = [];
      for (const queue of queues) {
        for (const state of states) {
          // A job that ends while it is read comes as nothing.
          const jobs = (await queue.getJobs([state])) as (Job<{ requestId: string }> | undefined)[];
          const own = jobs.filter((job) => job && requests.includes(job.data.requestId));
          found.push(...own.map((job) => `the job ${job!.id} of ${queue.name} is ${state}`));
        }
      }
      return found;
    },
    close: async () => {
      await Promise.all(queues.map((queue) => queue.close()));
      connection.disconnect();
    },
  };
}
