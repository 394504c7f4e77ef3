/** Every name rexflow uses in Redis. The braces keep all keys of one installation in one slot of a Redis Cluster. */
export interface QueueNames {
  prefix: string;
  requests: string;
  apps: string;
  looks: string;
  /** Logs that are followed for somebody, and the beginning of the channel of each. */
  tails: string;
  tail: string;
  moved: string;
  cancel: string;
  barrier: string;
  /** The beginning of the keys of the apps whose turn in a fan-out has not come. */
  waiting: string;
  /** Of earlier versions: who lives, by clocks of their own. */
  workers: string;
  /** The ids of all who gave a sign of life, and the beginning of the key of each sign. */
  signs: string;
  sign: string;
  /** Is never there. */
  probe: string;
}

/** Names for one environment; no name may hold a colon, which BullMQ uses itself. */
export function queueNames(environment: string): QueueNames {
  const prefix = `{rexflow-${environment.replaceAll(/[^A-Za-z0-9_-]/g, '_')}}`;
  return {
    prefix,
    requests: 'requests',
    apps: 'apps',
    looks: 'looks',
    tails: 'tails',
    tail: `${prefix}:tail`,
    moved: `${prefix}:moved`,
    cancel: `${prefix}:cancel`,
    barrier: `${prefix}:meeting`,
    waiting: `${prefix}:waiting`,
    workers: `${prefix}:workers`,
    signs: `${prefix}:signs`,
    sign: `${prefix}:sign`,
    probe: `${prefix}:probe`,
  };
}

/** Id of the job that does one phase of a request on one app. */
export const appJobId = (requestId: string, phase: string, round: number, ordinal: number): string =>
  `${requestId}-${phase}-${round}-${ordinal}`;
