import type { Job, JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { AppJob, FanOut } from './jobHandlers.js';
import { appJobId, type QueueNames } from './queueNames.js';
import { appJob, priorityOf } from './policy.js';

/** A job on one app, as it lies in Redis; what an older version put there has only what a phase on a host needs. */
export interface Child extends AppJob {
  /** Whether its request changes hosts. */
  changes?: boolean;
  /** Its place in its fan-out, from 0, and how many of those lie in the queue at once. */
  place?: number;
  width?: number;
  /** The number of apps of the fan-out. */
  of?: number;
  round?: number;
}

type Listed = [appKey: string, ordinal: number];

/** Longer than any request takes. */
const rememberedSeconds = 7 * 24 * 3600;

/**
 * Puts the apps of a phase into the queue, so many at once: each that ends, or is put off, is followed by the one that many
 * places on. What is left out when a worker dies in between is found by the walk, which is called when all in the queue ended.
 */
export interface FanOuts {
  /** Begins one for the request's job. `round` tells it from all earlier ones: a job id that has ended never wakes its parent again. */
  begin(parent: Job, fanOut: FanOut, round: number, width: number): Promise<void>;
  /** Puts the app into the queue that follows this one; does nothing when it is there or there is none. */
  follow(child: Job<Child>): Promise<void>;
}

/** See FanOuts; `apps` is the queue of the children of the jobs in `parents`. */
export function createFanOuts(asking: Redis, apps: Queue<Child>, parents: Queue, name: QueueNames): FanOuts {
  const jobOf = (data: Required<Child>, ordinal: number): { name: string; data: Child; opts: JobsOptions } => ({
    name: data.phase,
    data,
    opts: {
      ...appJob(appJobId(data.requestId, data.phase, data.round, ordinal), priorityOf(data)),
      parent: { id: data.requestId, queue: parents.qualifiedName },
    },
  });
  const listOf = ({ requestId, phase, round }: Pick<Required<Child>, 'requestId' | 'phase' | 'round'>): string =>
    `${name.waiting}:${requestId}-${phase}-${round}`;

  return {
    begin: async (parent, { phase, apps: all, together, changes }, round, width) => {
      const requestId = parent.id!;
      const later = all.slice(width).map(({ appKey, ordinal }): Listed => [appKey, ordinal]);
      if (later.length > 0) {
        const list = listOf({ requestId, phase, round });
        await asking
          .multi()
          .del(list)
          .rpush(list, ...later.map((one) => JSON.stringify(one)))
          .expire(list, rememberedSeconds)
          .exec();
      }
      const common = { requestId, phase, together, changes, width, of: all.length, round };
      await apps.addBulk(
        all.slice(0, width).map(({ appKey, ordinal }, place) => jobOf({ ...common, appKey, place }, ordinal)),
      );
    },
    follow: async (child) => {
      const { requestId, phase, together = 1, changes = true, place, width, of = 0, round } = child.data;
      if (place === undefined || width === undefined || round === undefined || place + width >= of) return;
      const listed = await asking.lindex(listOf({ requestId, phase, round }), place);
      if (listed === null) return;
      const [appKey, ordinal] = JSON.parse(listed) as Listed;
      const data = { requestId, appKey, phase, together, changes, place: place + width, width, of, round };
      const next = jobOf(data, ordinal);
      // It may have been there and ended, when this one is at work for the second time.
      if (child.attemptsStarted > 1 && (await apps.getJob(next.opts.jobId!))) return;
      await apps.add(next.name, next.data, next.opts);
    },
  };
}
