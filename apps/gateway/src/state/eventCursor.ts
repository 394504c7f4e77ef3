import { setTimeout } from 'node:timers/promises';
import { asCodedError } from '#contract';
import type { Submitter } from '#queue';
import type { EventsAsked, StoredEvent, Views } from '#records';
import { createEventRing } from './eventRing.js';

/**
 * The one reader of events in this process: all followers are served from what it read. Numbers are given out before
 * transactions end, so a smaller one may appear after a greater one; a follower that read past it would miss it for good. So
 * it reads up to a horizon.
 */
export interface EventCursor {
  /** The number up to which every event that will ever be there is there; as of now. */
  horizon(): Promise<number>;
  /** The same as of the last read, without another one: for a caller just woken. */
  seen(): number;
  /** The events asked for: from memory, and from the records for a caller further behind than that reaches. */
  events(asked: EventsAsked): Promise<StoredEvent[]>;
  /**
   * Resolves when there is an event after `from` (of one release, if that is given), after `ms` at the latest, or when the
   * signal is aborted. Gives the number up to which there is no event to send, `from` or greater. Throws what the records
   * threw, unless they are only away for now.
   */
  beyond(from: number, ms: number, signal: AbortSignal, requestId?: string | null): Promise<number>;
  /** The number of callers that wait. */
  watching(): number;
  /** The number of reads from memory, and of those from the records. */
  reads(): { memory: number; records: number };
}

/** News may be missed while Redis is away, so the records are read after so many milliseconds without any. */
const lookEvery = 2000;
/** A number that is missing below an event of this age, in milliseconds, was given up by its transaction. */
const gapMs = 2000;
/** Milliseconds between two reads while a number is missing, and at the least while there are many events. */
const paceMs = 25;
/** Distance from the last event at which reading begins again after a pause. */
const lookBack = 1000;
/** Events of one read. */
const page = 500;

interface Waiter {
  /** The number up to which there is no event for it. */
  from: number;
  requestId: string | null;
  wake: () => void;
  /** Called when the events cannot be read: the follower is to come again. */
  fail: (reason: unknown) => void;
}

/** Creates the reader of events of this process. */
export function createEventCursor(
  views: Pick<Views, 'lastEvent' | 'newEvents' | 'events'>,
  submitter: Pick<Submitter, 'anyMoved'>,
): EventCursor {
  let horizon = -1;
  const ring = createEventRing();
  const reads = { memory: 0, records: 0 };
  const waiting = new Set<Waiter>();
  let pumping = false;
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<boolean> | null = null;

  /** Begins at `lookBack` before the last event: after a long pause not all since are needed. */
  async function begin(): Promise<void> {
    horizon = Math.max(0, (await views.lastEvent()) - lookBack);
    ring.begin(horizon);
    for (const { wake } of [...waiting]) wake();
  }

  function wakeFor(found: readonly { event: StoredEvent }[]): void {
    const releases = new Set(found.map(({ event }) => event.requestId));
    for (const waiter of [...waiting]) {
      if (waiter.requestId === null || releases.has(waiter.requestId)) waiter.wake();
      else waiter.from = Math.max(waiter.from, horizon);
    }
  }

  /** Reads the new events; true when a number is missing, to be read again soon. */
  async function look(): Promise<boolean> {
    if (horizon < 0) await begin();
    for (;;) {
      const found = await views.newEvents(horizon, page);
      if (found.length === page && waiting.size === 0 && (await views.lastEvent()) - horizon > lookBack) {
        await begin();
        continue;
      }
      const open = found.findIndex(
        ({ event, ageMs }, index) => event.id > (found[index - 1]?.event.id ?? horizon) + 1 && ageMs < gapMs,
      );
      const whole = open === -1 ? found : found.slice(0, open);
      if (whole.length > 0) {
        horizon = whole.at(-1)!.event.id;
        ring.add(whole);
        wakeFor(whole);
      }
      if (open !== -1) return true;
      if (found.length < page) return false;
    }
  }

  /** Reads one at a time; callers that ask during a read share the next, which begins after they asked. */
  function lookOnce(): Promise<boolean> {
    if (next) return next;
    const mine = last.then(() => {
      next = null;
      return look();
    });
    last = mine.catch(() => undefined);
    return (next = mine);
  }

  /** Ends all waits with an error, unless MySQL is only away: that comes back, and nobody misses anything. */
  function failed(thrown: unknown): false {
    if (asCodedError(thrown).kind !== 'broken') for (const { fail } of [...waiting]) fail(thrown);
    return false;
  }

  async function pump(): Promise<void> {
    pumping = true;
    try {
      while (waiting.size > 0) {
        const news = submitter.anyMoved(lookEvery).catch(() => setTimeout(500));
        const again = await lookOnce().catch(failed);
        await (again ? setTimeout(paceMs) : news);
        await setTimeout(paceMs);
      }
    } finally {
      pumping = false;
    }
  }

  return {
    watching: () => waiting.size,
    reads: () => ({ ...reads }),
    seen: () => horizon,
    horizon: async () => {
      await lookOnce();
      return horizon;
    },
    events: async (asked) => {
      const held = asked.upTo > horizon ? null : ring.events(asked);
      reads[held ? 'memory' : 'records'] += 1;
      return held ?? (await views.events(asked));
    },
    beyond: (from, ms, signal, requestId = null) =>
      new Promise((resolve, reject) => {
        if (signal.aborted || horizon > from) {
          resolve(from);
          return;
        }
        const leave = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', waiter.wake);
          waiting.delete(waiter);
        };
        const waiter: Waiter = {
          from,
          requestId,
          wake: () => {
            leave();
            resolve(waiter.from);
          },
          fail: (reason) => {
            leave();
            reject(reason as Error);
          },
        };
        const timer = globalThis.setTimeout(waiter.wake, ms);
        signal.addEventListener('abort', waiter.wake);
        waiting.add(waiter);
        if (!pumping) void pump();
      }),
  };
}
