import type { FailurePolicy } from './lists.js';

/** A number of hosts, or a share of those of the request; below 100 % a share is rounded down. */
export type HostCount = number | `${number}%`;

/** How the hosts of a request are switched. What is absent is decided by the configuration. */
export interface Strategy {
  onFailure?: FailurePolicy;
  /** Hosts that may fail before `onFailure` applies. */
  maxFailures?: HostCount;
  /** Hosts that are switched at a time. */
  batch?: HostCount;
  /** Seconds after which a host goes back by itself unless its health was confirmed; 0 is never. */
  confirmSeconds?: number;
}
