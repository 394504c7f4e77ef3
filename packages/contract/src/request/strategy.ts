import { either, object, text, whole, word, type Schema } from '../schema/schema.js';
import { failurePolicies, type FailurePolicy } from './lists.js';

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

const hosts: Schema<HostCount> = either(
  'a number of hosts, or a share such as "25%"',
  whole('hosts'),
  text('share') as Schema<`${number}%`>,
);

export const strategySchema: Schema<Strategy> = object(
  {},
  {
    onFailure: word(failurePolicies, 'what happens to the other hosts when one fails'),
    maxFailures: hosts,
    batch: hosts,
    confirmSeconds: whole('until a host that was not confirmed goes back by itself; 0 never'),
  },
);
