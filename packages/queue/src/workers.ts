import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Queue, WaitingChildrenError, Worker, type Job } from 'bullmq';
import { Trouble, type Phase } from '#contract';
import type { Secret } from '#shell';
import { askingConnection, listeningConnection, waitingConnection } from './connect.js';
import { appJobId, names } from './names.js';
import { appJob, backoffMs, requestJob, workerTimes } from './policy.js';
import { createMeetings, type Meetings } from './meeting.js';
import { Running, type Stops } from './running.js';
import { createSign, signEveryMs } from './signs.js';

interface RequestJob {
  requestId: string;
  rounds?: number;
}

export interface AppJob {
  requestId: string;
  appKey: string;
  phase: Phase;
  /** How many apps take part in the phase; one that an older version put into the queue does not say. */
  together?: number;
}

/** What a worker process does with the jobs it is given. */
export interface Duties {
  /**
   * Walks a request as far as it can without waiting for hosts. `fan-out` asks for one job per app, after whose end the
   * walk is called again; `end` says the request is settled. A throw is tried again.
   */
  walk(requestId: string, stops: Stops): Promise<Walked>;
  /** Does one phase on one app. A throw is tried again with backoff. */
  visit(job: AppJob, stops: Stops): Promise<void>;
}

export type Walked =
  | { then: 'end' }
  | {
      then: 'fan-out';
      phase: Phase;
      apps: { appKey: string; ordinal: number }[];
      /** How many apps take part in the phase, whether they still have to or not. */
      together: number;
    };

export interface WorkerOptions {
  url: Secret;
  environment: string;
  requests: number;
  apps: number;
  backoffSeconds: number;
  onError: (error: Error) => void;
}

/** The workers' side of the queue. */
export interface Workers extends Meetings {
  /** Tells whoever waits for a request that it moved on. Lost when Redis is away; waiters look by themselves, too. */
  announce(requestId: string): void;
  /** Puts a request back whose job is gone; does nothing when its job is there. */
  resubmit(requestId: string): Promise<void>;
  /** The requests this process works on at this moment. */
  inHand(): string[];
  /** Stops what this process has in hand of a cancelled request, as the word of it over Redis does. */
  cancel(requestId: string): void;
  /**
   * Takes no new job, gives the ones in hand `seconds`, then stops them so that they are handed on; what does not even
   * stop is left to be found stalled by another worker.
   */
  close(seconds: number): Promise<void>;
}

/** How long stopped work may take to say so. */
const lastWordSeconds = 5;

/** Starts taking jobs. */
export async function startWorkers(options: WorkerOptions, duties: Duties): Promise<Workers> {
  const name = names(options.environment);
  const running = new Running();
  const asking = askingConnection(options.url);
  const listening = listeningConnection(options.url);
  const connection = waitingConnection(options.url);
  const base = { connection, prefix: name.prefix, ...workerTimes };
  const meetings = createMeetings(asking, listening, name.meeting);
  const requestQueue = new Queue(name.requests, { connection: asking, prefix: name.prefix });
  const appQueue = new Queue(name.apps, { connection: asking, prefix: name.prefix });

  const walk = async (job: Job<RequestJob>, token?: string, signal?: AbortSignal): Promise<void> => {
    for (;;) {
      const walked = await running.run(job.data.requestId, signal, (stops) => duties.walk(job.data.requestId, stops));
      if (walked.then === 'end') return;
      // A job id that has ended never wakes its parent again, so each fan-out has a number of its own; a job too many is
      // harmless, since an app has one holder at a time and votes once.
      const round = job.data.rounds ?? 0;
      await job.updateData({ ...job.data, rounds: round + 1 });
      await appQueue.addBulk(
        walked.apps.map(({ appKey, ordinal }) => ({
          name: walked.phase,
          data: {
            requestId: job.data.requestId,
            appKey,
            phase: walked.phase,
            together: walked.together,
          } satisfies AppJob,
          opts: {
            ...appJob(appJobId(job.id!, walked.phase, round, ordinal)),
            parent: { id: job.id!, queue: job.queueQualifiedName },
          },
        })),
      );
      if (await job.moveToWaitingChildren(token!)) throw new WaitingChildrenError();
    }
  };
  const visit = (job: Job<AppJob>, _token?: string, signal?: AbortSignal): Promise<void> =>
    running.run(job.data.requestId, signal, (stops) => duties.visit(job.data, stops));

  const workers = [
    new Worker(name.requests, walk, { ...base, concurrency: options.requests }),
    new Worker(name.apps, visit, {
      ...base,
      concurrency: options.apps,
      settings: { backoffStrategy: (made: number) => backoffMs(made, options.backoffSeconds) },
    }),
  ];
  for (const worker of workers) worker.on('error', options.onError);
  for (const queue of [requestQueue, appQueue]) queue.on('error', options.onError);

  const cancel = (requestId: string): void => running.cancel(requestId, new Trouble('CANCELLED', { by: 'a caller' }));
  listening.on('message', (channel: string, requestId: string) => {
    if (channel === name.cancel) cancel(requestId);
  });
  listening.subscribe(name.cancel).catch(options.onError);

  const self = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const sign = createSign(asking, name, self);
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
    ...meetings,
    announce: (requestId) => {
      asking.publish(name.moved, requestId).catch(() => undefined);
    },
    resubmit: async (requestId) => {
      const job = await requestQueue.getJob(requestId);
      const state = job ? await job.getState() : 'unknown';
      const over = state === 'completed' || state === 'failed' || (job !== undefined && (await isBereft(job, state)));
      if (over) await job!.remove({ removeChildren: false });
      if (over || state === 'unknown') await requestQueue.add('walk', { requestId }, requestJob(requestId));
    },
    inHand: () => running.requests(),
    cancel,
    close: async (seconds) => {
      clearInterval(heart);
      const stop = setTimeout(() => running.endAll(new Trouble('SHUTTING_DOWN')), seconds * 1000);
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
