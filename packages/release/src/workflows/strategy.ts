import type { FailurePolicy, HostCount, OnDrift, Strategy } from '#contract';
import type { StrategySettings } from '../model/strategySettings.js';

/** The way the hosts of one request are switched. */
export interface ResolvedStrategy {
  policy: FailurePolicy;
  /** Hosts that may fail before the policy applies. */
  maxFailures: number;
  /** Hosts switched at a time. */
  batchSize: number;
  /** Seconds after which a host goes back by itself unless its health was confirmed; 0 never. */
  confirm: number;
  /** What becomes of hand-made changes where neither the request nor the catalogue says; absent in requests of earlier versions. */
  onDrift?: OnDrift;
}

/** Below 100 % a share is rounded down: 10 % of five hosts is none. */
const countOf = (wish: HostCount | string, hosts: number): number =>
  typeof wish === 'string' && wish.endsWith('%') ? Math.floor((hosts * Number.parseInt(wish, 10)) / 100) : Number(wish);

const strictestFirst: readonly FailurePolicy[] = ['undo', 'stop', 'continue'];

/**
 * The rollout of a request over `hosts` apps: what the caller asked for, else what is set for its groups. Where the groups
 * of one request disagree, the most careful value of each counts, since they are released together.
 */
export function resolveStrategy(
  { onFailure, maxFailures, batch, confirmSeconds }: Strategy,
  wishes: readonly StrategySettings[],
  hosts: number,
): ResolvedStrategy {
  const counts = (given: HostCount | undefined, set: (wish: StrategySettings) => string): number =>
    Math.min(...(given === undefined ? wishes.map(set) : [given]).map((wish) => countOf(wish, hosts)));
  return {
    policy: onFailure ?? strictestFirst.find((name) => wishes.some((wish) => wish.policy === name))!,
    maxFailures: counts(maxFailures, (wish) => wish.maxFailures),
    batchSize: Math.max(
      1,
      counts(batch, (wish) => wish.batch),
    ),
    confirm: confirmSeconds ?? Math.max(...wishes.map((wish) => wish.confirm)),
  };
}

/** Which batch each of `hosts` apps belongs to, in their order; batches are numbered from 0. */
export function batchesOf({ batchSize }: ResolvedStrategy, hosts: number): number[] {
  return Array.from({ length: hosts }, (_, index) => Math.floor(index / batchSize));
}
