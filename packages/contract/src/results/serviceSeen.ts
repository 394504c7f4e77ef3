import type { ServiceState } from './lists.js';
import type { Warning } from './warnings.js';

/** The service of an app as a look at its host found it. */
export interface ServiceSeen {
  state: Exclude<ServiceState, 'stopped'>;
  /** Since when the first of its main processes runs; null where none does. */
  since: Date | null;
  /** The processes that no other of them started, 16 at the most. */
  pids: readonly number[];
  /** How often whoever keeps it running has started it again by itself; null where that is not counted. */
  restarts: number | null;
  /** Why it is unknown; null where it is not. */
  reason: Warning | null;
}

/** Who had an app stopped, when, and by which request. */
export interface ServiceStopped {
  by: string;
  at: Date;
  release: string;
}
