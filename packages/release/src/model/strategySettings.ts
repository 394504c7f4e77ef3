import type { FailurePolicy } from '#contract';

/** How the hosts of a request are switched, as config.yml and the catalogue spell it: numbers, or shares of the hosts as `25%`. */
export interface StrategySettings {
  policy: FailurePolicy;
  maxFailures: string;
  batch: string;
  confirm: number;
}
