/** A number of hosts, or a share of those of the request; below 100 % a share is rounded down. */
export type HostCount = number | `${number}%`;

/** What happens to the other hosts when one fails in activation. */
export const failurePolicies = ['stop', 'undo', 'continue'] as const;
export type FailurePolicy = (typeof failurePolicies)[number];

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
