import { setTimeout as pause } from 'node:timers/promises';
import { DelayedError, Queue, WaitingChildrenError, Worker, type Job } from 'bullmq';
import { CodedError } from '#contract';
import type { Secret } from '#shell';
import { asked, askingConnection, listeningConnection, waitingConnection } from './connect.js';
import type { JobHandlers } from './jobHandlers.js';
import { createFanOuts, type Child } from './fanOuts.js';
import { orHandOver } from './handOver.js';
import { queueNames } from './queueNames.js';
import { backoffMs, requestJob, workerTimes } from './policy.js';
import { createBarriers, type Barriers } from './barriers.js';
import { createWorkSlots } from './workSlots.js';
import { RunningWork, type Stops } from './runningWork.js';
import { hasten } from './hasten.js';
import { createSign, redisTime, signEveryMs, signsOfLife, type SignOf } from './signs.js';
import type { WorkerSign } from './types.js';
import { ownWorkerId } from './workerId.js';

interface RequestJob {
  requestId: string;
  rounds?: number;
}

export interface WorkerOptions extends SignOf {
  url: Secret;
  environment: string;
  requests: number;
  apps: number;
  backoffSeconds: number;
  onError: (error: Error) => void;
}

/** The workers' side of the queue. */
export interface Workers extends Barriers {
  /** The name of this process among those that live. */
  readonly id: string;
  /** Everybody who lives, this process too. Throws QUEUE_AWAY. */
  living(): Promise<WorkerSign[]>;
  /** Says at once that this process lives, and what it has seen. Throws what Redis throws. */
  giveSign(): Promise<void>;
  /** Says something of a log that is followed; how many heard it. Throws what Redis throws. */
  sendTail(tailId: string, message: string): Promise<number>;
  /** Tells whoever waits for a request that it moved on. Lost when Redis is away; waiters look by themselves, too. */
  announce(requestId: string): void;
  /** Puts a request back whose job is gone; does nothing when its job is there. */
  resubmit(requestId: string, changes: boolean): Promise<void>;
  /** Lets tries come at once that are due later than any can be: a worker whose clock is ahead has put them off. */
  hasten(): Promise<void>;
  /** The time by the clock of Redis. */
  clock(): Promise<Date>;
  /** The requests this process works on now. */
  inHand(): string[];
  /** Stops what this process has in hand of a cancelled request, as the word of it over Redis does. */
  cancel(requestId: string): void;
  /**
   * Takes no new job, gives the ones in hand `seconds`, then stops them so that they are handed on; what does not even
   * stop is left to be found stalled by another worker.
   */
  close(seconds: number): Promise<void>;
}

/** Seconds in which stopped work has to end. */
const lastWordSeconds = 5;
/** Jobs on apps that a process takes beyond its places: they wait for an answer of their host, or for a place. */
const beyondPlaces = 64;
/** Looks at hosts for somebody who waits, that a process does at once. */
const looksAtOnce = 16;
/** Logs that a process follows at once. */
const tailsAtOnce = 128;
/** A job that was put off comes back after so many milliseconds. */
const putOffMs = 1000;
/** Apps of one request in the queue for each that can be worked on: enough for a batch to be switched at one moment. */
const widthOfChanges = 4;

/** Lets so many jobs in at once; the others go back into the queue for a while. */
function atMost(most: number) {
  let inside = 0;
  return async <T>(job: Job, token: string, work: () => Promise<T>): Promise<T> => {
    if (inside >= most) {
      await job.moveToDelayed(Date.now() + putOffMs, token);
      throw new DelayedError();
    }
    inside += 1;
    try {
      return await work();
    } finally {
      inside -= 1;
    }
  };
}

/** Starts taking jobs. */
export async function startWorkers(options: WorkerOptions, handlers: JobHandlers): Promise<Workers> {
  const name = queueNames(options.environment);
  const running = new RunningWork();
  const tailing = new RunningWork();
  const asking = askingConnection(options.url);
  const listening = listeningConnection(options.url);
  const connection = waitingConnection(options.url);
  const base = { connection, prefix: name.prefix, ...workerTimes };
  const barriers = createBarriers(asking, listening, name.barrier);
  const requestQueue = new Queue(name.requests, { connection: asking, prefix: name.prefix });
  const appQueue = new Queue<Child>(name.apps, { connection: asking, prefix: name.prefix });

  const fanOuts = createFanOuts(asking, appQueue, requestQueue, name);
  const slots = createWorkSlots(options.apps);
  // What only looks never takes all there is, however much of it there is.
  const readOnlyRequests = Math.max(1, Math.floor(options.requests / 2));
  const limitedRequests = atMost(readOnlyRequests);
  const limitedHostPhases = atMost(options.apps + beyondPlaces / 2);

  const advance = async (job: Job<RequestJob>, token: string, signal?: AbortSignal): Promise<void> => {
    for (;;) {
      const next = await running.run(job.data.requestId, signal, (stops) =>
        handlers.advanceRequest(job.data.requestId, stops),
      );
      if (next.then === 'end') return;
      if (next.then === 'later') {
        await job.moveToDelayed(Date.now() + putOffMs, token);
        throw new DelayedError();
      }
      // A job id that has ended never wakes its parent again, so each fan-out has a number of its own; a job too many is
      // harmless, since an app has one holder at a time and votes once.
      const round = job.data.rounds ?? 0;
      await job.updateData({ ...job.data, rounds: round + 1 });
      const alive = await signsOfLife(asking, name).then(({ length }) => Math.max(1, length));
      const width = Math.min(next.atMost ?? Infinity, options.apps * alive * (next.changes ? widthOfChanges : 1));
      await fanOuts.begin(job, next, round, width);
      if (await job.moveToWaitingChildren(token)) throw new WaitingChildrenError();
    }
  };
  const processRequest = async (job: Job<RequestJob>, token?: string, signal?: AbortSignal): Promise<void> => {
    const work = (): Promise<void> => orHandOver(job, token, () => advance(job, token!, signal));
    await (job.opts.priority ? limitedRequests(job, token!, work) : slots.duringChange(work));
  };

  const runOnSlot = async (job: Job<Child>, stops: Stops): Promise<void> => {
    const slot = slots.slot({ changes: job.data.changes ?? true, rank: job.opts.priority ?? 0 });
    try {
      // One that is cancelled has nothing to wait for.
      await slot.take(AbortSignal.any([stops.ending, stops.cancelled])).catch(() => stops.ending.throwIfAborted());
      await handlers.runHostPhase(job.data, stops, slot);
    } finally {
      slot.leave();
      if (!stops.cancelled.aborted) await fanOuts.follow(job).catch(options.onError);
    }
  };
  const processHostPhase = async (job: Job<Child>, token?: string, signal?: AbortSignal): Promise<void> => {
    const work = (): Promise<void> =>
      orHandOver(job, token, () => running.run(job.data.requestId, signal, (stops) => runOnSlot(job, stops)));
    await (job.data.changes === false ? limitedHostPhases(job, token!, work) : work());
  };

  const workers = [
    new Worker(name.requests, processRequest, { ...base, concurrency: options.requests + readOnlyRequests }),
    new Worker(name.apps, processHostPhase, {
      ...base,
      concurrency: 2 * options.apps + beyondPlaces,
      settings: { backoffStrategy: (made: number) => backoffMs(made, options.backoffSeconds) },
    }),
    new Worker<{ lookId: string }>(
      name.looks,
      ({ data: { lookId } }, _token, signal) =>
        running.run(lookId, signal, ({ ending }) => handlers.lookAtHost(lookId, ending)),
      { ...base, concurrency: looksAtOnce },
    ),
    new Worker<{ tailId: string }>(
      name.tails,
      ({ data: { tailId } }, _token, signal) =>
        tailing.run(tailId, signal, (stops) => handlers.followLog(tailId, stops)),
      { ...base, concurrency: tailsAtOnce },
    ),
  ];
  for (const worker of workers) worker.on('error', options.onError);
  for (const queue of [requestQueue, appQueue]) queue.on('error', options.onError);

  const cancel = (requestId: string): void => {
    for (const work of [running, tailing]) work.cancel(requestId, new CodedError('CANCELLED', { by: 'a caller' }));
  };
  listening.on('message', (channel: string, requestId: string) => {
    if (channel === name.cancel) cancel(requestId);
  });
  listening.subscribe(name.cancel).catch(options.onError);

  const self = ownWorkerId();
  const sign = createSign(asking, name, self, undefined, options);
  const beat = (): void => void sign.give().catch(options.onError);
  beat();
  const heart = setInterval(beat, signEveryMs);

  /** A parent whose children are not there any more would wait for ever; a Redis that lost a part leaves such ones. */
  const isBereft = async (job: Job<RequestJob>, state: string): Promise<boolean> => {
    if (state !== 'waiting-children') return false;
    const { unprocessed = [] } = await job.getDependencies({ unprocessed: { count: 1000 } });
    const ids = unprocessed.map((key) => key.slice(key.lastIndexOf(':') + 1));
    const children = await Promise.all(ids.map((id) => appQueue.getJob(id)));
    return children.length === 0 || children.some((child) => child === undefined);
  };

  return {
    ...barriers,
    id: self,
    living: () => asked(() => signsOfLife(asking, name)),
    giveSign: () => sign.give(),
    sendTail: (tailId, message) => asking.publish(`${name.tail}:${tailId}`, message),
    announce: (requestId) => {
      asking.publish(name.moved, requestId).catch(() => undefined);
    },
    resubmit: async (requestId, changes) => {
      const job = await requestQueue.getJob(requestId);
      const state = job ? await job.getState() : 'unknown';
      const over = state === 'completed' || state === 'failed' || (job !== undefined && (await isBereft(job, state)));
      if (over) await job!.remove({ removeChildren: false });
      if (over || state === 'unknown') await requestQueue.add('walk', { requestId }, requestJob(requestId, changes));
    },
    hasten: async () => {
      const at = await redisTime(asking);
      for (const queue of [requestQueue, appQueue]) await hasten(queue, asking, at);
    },
    clock: async () => new Date(await redisTime(asking)),
    inHand: () => running.requests(),
    cancel,
    close: async (seconds) => {
      clearInterval(heart);
      // Whoever listens is not worth waiting for.
      tailing.endAll(new CodedError('SHUTTING_DOWN'));
      const stop = setTimeout(() => running.endAll(new CodedError('SHUTTING_DOWN')), seconds * 1000);
      const leave = new AbortController();
      await Promise.race([
        Promise.all(workers.map((worker) => worker.close())),
        pause((seconds + lastWordSeconds) * 1000, undefined, { signal: leave.signal }),
      ]);
      clearTimeout(stop);
      leave.abort();
      await Promise.all(workers.map((worker) => worker.close(true)));
      await sign.withdraw().catch(() => undefined);
      await Promise.all([requestQueue.close(), appQueue.close()]);
      for (const redis of [asking, listening, connection]) redis.disconnect();
    },
  };
}
