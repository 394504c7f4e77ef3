import type { Phase } from '#contract';
import type { Place } from './places.js';
import type { Stops } from './running.js';

/** One phase of a request on one app. */
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
  /**
   * Does one phase on one app, holding `place`, which it may leave while it waits for something else than this machine. A
   * throw is tried again with backoff.
   */
  visit(job: AppJob, stops: Stops, place: Place): Promise<void>;
}

export type Walked = { then: 'end' } | FanOut;

/** One job for each of these apps, in this order. */
export interface FanOut {
  then: 'fan-out';
  phase: Phase;
  apps: { appKey: string; ordinal: number }[];
  /** How many apps take part in the phase, whether they still have to or not. */
  together: number;
  /** Whether the request changes hosts: those go before what only looks. */
  changes: boolean;
}
