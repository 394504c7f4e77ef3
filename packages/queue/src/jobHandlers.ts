import type { Phase } from '#contract';
import type { WorkSlot } from './workSlots.js';
import type { Stops } from './runningWork.js';

/** One phase of a request on one app. */
export interface AppJob {
  requestId: string;
  appKey: string;
  phase: Phase;
  /** The number of apps that take part in the phase; absent in a job that an older version put into the queue. */
  together?: number;
}

/** The work of a worker process on the jobs it takes. */
export interface JobHandlers {
  /**
   * Advances a request as far as it can without waiting for hosts. `fan-out` asks for one job per app, after whose end this
   * is called again; `end` says the request is settled, `later` that it may not go on now. A throw is tried again.
   */
  advanceRequest(requestId: string, stops: Stops): Promise<AdvanceResult>;
  /**
   * Does one phase on one app, holding `slot`, which it may leave while it waits for something else than this machine. A
   * throw is tried again with backoff.
   */
  runHostPhase(job: AppJob, stops: Stops, slot: WorkSlot): Promise<void>;
  /** Looks at a host for somebody who waits. `ending` fires when this process ends. */
  lookAtHost(lookId: string, ending: AbortSignal): Promise<void>;
  /** Follows a log for somebody who listens; cancelled when nobody does any more. */
  followLog(tailId: string, stops: Stops): Promise<void>;
}

export type AdvanceResult = { then: 'end' } | { then: 'later' } | FanOut;

/** One job for each of these apps, in this order. */
export interface FanOut {
  then: 'fan-out';
  phase: Phase;
  apps: { appKey: string; ordinal: number }[];
  /** The number of apps that take part in the phase, whether they still have to or not. */
  together: number;
  /** Whether the request changes hosts: those go before what only looks. */
  changes: boolean;
  /** Apps that are worked on at once at the most; absent where workers and their places decide alone. */
  atMost?: number;
}
