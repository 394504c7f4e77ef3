import { Queue } from 'bullmq';
import { batchCalls } from '#async';
import type { Secret } from '#shell';
import { asked, askingConnection, probeRedis, redisState } from './connect.js';
import { createMoves } from './moves.js';
import { createTailListener } from './tails.js';
import { queueNames } from './queueNames.js';
import { lookJob, requestJob } from './policy.js';
import { signsOfLife } from './signs.js';
import type { JobCounts, Submitter } from './types.js';

async function countsOf(queue: Queue): Promise<JobCounts> {
  const counts = await asked(() => queue.getJobCounts());
  const sum = (...states: string[]): number => states.reduce((all, state) => all + (counts[state] ?? 0), 0);
  return {
    waiting: sum('waiting', 'wait', 'prioritized', 'paused'),
    active: sum('active', 'waiting-children'),
    delayed: sum('delayed'),
  };
}

/** A Redis that answered so lately, over a connection that is open, is there. */
const believedMs = 250;

/** The gateway's side of the queue. */
export async function createSubmitter(options: { url: Secret; environment: string }): Promise<Submitter> {
  const name = queueNames(options.environment);
  const redis = askingConnection(options.url);
  const queue = new Queue(name.requests, { connection: redis, prefix: name.prefix });
  const apps = new Queue(name.apps, { connection: redis, prefix: name.prefix });
  const looks = new Queue(name.looks, { connection: redis, prefix: name.prefix });
  const tails = new Queue(name.tails, { connection: redis, prefix: name.prefix });
  // BullMQ repeats the connection's errors here; the connection has its own listener.
  for (const one of [queue, apps, looks, tails]) one.on('error', () => undefined);
  const moves = createMoves(options.url, name.moved);
  const listener = createTailListener(options.url, name.tail);
  let answeredAt = -Infinity;
  async function answer<T>(command: () => Promise<T>): Promise<T> {
    const given = await asked(command);
    answeredAt = performance.now();
    return given;
  }
  const probe = async (): Promise<void> => {
    answeredAt = -Infinity;
    await probeRedis(redis, name.probe);
    answeredAt = performance.now();
  };
  const submitAll = batchCalls<{ requestId: string; changes: boolean }, undefined>(
    async (requests) => {
      await answer(() =>
        queue.addBulk(
          requests.map(({ requestId, changes }) => ({
            name: 'walk',
            data: { requestId },
            opts: requestJob(requestId, changes),
          })),
        ),
      );
      return requests.map(() => undefined);
    },
    { atMost: Infinity, parallel: true },
  );
  return {
    submit: (requestId, changes) => submitAll({ requestId, changes }),
    submitLook: async (lookId) => {
      await answer(() => looks.add('look', { lookId }, lookJob(lookId)));
    },
    submitTail: async (tailId) => {
      await answer(() => tails.add('tail', { tailId }, lookJob(tailId)));
    },
    listenTail: (tailId, heard) => listener.listen(tailId, heard),
    cancel: async (requestId) => {
      await asked(() => redis.publish(name.cancel, requestId));
    },
    moved: (requestId, ms) => moves.next(requestId, ms),
    anyMoved: (ms) => moves.any(ms),
    workers: () => asked(() => signsOfLife(redis, name)),
    counts: async () => {
      const [ofRequests, ofApps] = await Promise.all([countsOf(queue), countsOf(apps)]);
      return { requests: ofRequests, apps: ofApps };
    },
    state: () => redisState(redis),
    ping: async (anew = false) => {
      // Who asks for each of many requests need not ask again what the last one has just shown.
      const known = redis.status === 'ready' && performance.now() - answeredAt < believedMs;
      if (anew || !known) await probe();
    },
    close: async () => {
      moves.close();
      listener.close();
      // A queue that never reached Redis would wait for it while closing.
      for (const one of [queue, apps, looks, tails]) await asked(() => one.close()).catch(() => undefined);
      redis.disconnect();
    },
  };
}
