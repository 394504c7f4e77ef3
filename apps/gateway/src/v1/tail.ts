import { setTimeout } from 'node:timers/promises';
import type { Submitter } from '#queue';
import type { Views } from '#records';

/**
 * How far the events may be read. Numbers are given out before transactions end, so a smaller one may appear after a
 * greater one; whoever read past it would miss it for good. One of these serves all who wait in this process.
 */
export interface Tail {
  /** Every event up to this number that will ever be there is there. */
  horizon(): Promise<number>;
  /** Resolves when the horizon is above `from`, after `ms` at the latest, or when the signal says so. */
  beyond(from: number, ms: number, signal: AbortSignal): Promise<void>;
  /** How many wait. */
  watching(): number;
}

/** News may be missed while Redis is away, so the records are looked at this often without any. */
const lookEvery = 2000;
/** A number that is missing below an event of this age was given up by its transaction. */
const gapMs = 2000;
/** Looked at again at this pace while something is missing, and at most so often while much happens. */
const paceMs = 25;
/** How far back of the last event a look begins that has not looked for a while. */
const lookBack = 1000;

/** See Tail. */
export function createTail(views: Views, submitter: Pick<Submitter, 'anyMoved'>): Tail {
  let horizon = -1;
  const waiting = new Set<() => void>();
  let pumping = false;
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<boolean> | null = null;

  /** True when something is missing: look again soon. */
  async function look(): Promise<boolean> {
    const last = await views.lastEvent();
    if (horizon < 0 || last - horizon > lookBack) horizon = Math.max(0, last - lookBack);
    const ids = await views.eventIds(horizon, lookBack + 1);
    const before = horizon;
    const open = ids.findIndex(({ id, ageMs }, index) => id > (ids[index - 1]?.id ?? horizon) + 1 && ageMs < gapMs);
    horizon = (open === -1 ? ids : ids.slice(0, open)).at(-1)?.id ?? horizon;
    if (horizon > before) for (const wake of [...waiting]) wake();
    return open !== -1;
  }

  /** One look after the other; who asks during one shares the next, which begins after they asked. */
  function lookOnce(): Promise<boolean> {
    if (next) return next;
    const mine = last.then(() => {
      next = null;
      return look();
    });
    last = mine.catch(() => undefined);
    return (next = mine);
  }

  async function pump(): Promise<void> {
    pumping = true;
    try {
      while (waiting.size > 0) {
        const news = submitter.anyMoved(lookEvery).catch(() => setTimeout(500));
        const again = await lookOnce().catch(() => false);
        await (again ? setTimeout(paceMs) : news);
        await setTimeout(paceMs);
      }
    } finally {
      pumping = false;
    }
  }

  return {
    watching: () => waiting.size,
    horizon: async () => {
      await lookOnce();
      return horizon;
    },
    beyond: (from, ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || horizon > from) {
          resolve();
          return;
        }
        const wake = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', wake);
          waiting.delete(wake);
          resolve();
        };
        const timer = globalThis.setTimeout(wake, ms);
        signal.addEventListener('abort', wake);
        waiting.add(wake);
        if (!pumping) void pump();
      }),
  };
}
