import type { Packages, Store } from '#bundle';
import type { Config } from '#config';
import type { DatabaseState } from '#mysql';
import type { App } from '#release';
import type { GatewayRecords, People, Views } from '#records';
import type { Submitter } from '#queue';
import type { Tracing } from '#tracing';
import type { Logger } from 'pino';
import type { Throttle } from './throttle.js';
import type { Metrics } from './v1/metrics.js';
import type { Tail } from './v1/tail.js';

/** What the handlers work with. */
export interface House {
  config: Config;
  records: GatewayRecords;
  views: Views;
  people: People;
  inventory: {
    /** The apps that `k` names, in the order of the catalogue's id. Throws APP_UNKNOWN naming every unknown name. */
    resolve(k: string): Promise<App[]>;
    /** The apps with exactly these app_keys. Throws APP_UNKNOWN, APP_AMBIGUOUS, APP_INCOMPLETE. */
    keyed(keys: readonly string[]): Promise<App[]>;
    /** Every app, in the order of the id. */
    every(): Promise<App[]>;
    /** Every group, sorted, and every app with `auto_deloy` 1 in the order of the id. */
    names(): Promise<{ groups: string[]; apps: string[] }>;
  };
  submitter: Submitter;
  metrics: Metrics;
  /** What releases sealed. */
  store: Pick<Store, 'sealed' | 'open' | 'about'>;
  /** What was uploaded for releases. */
  packages: Packages;
  /** How far the events may be read. */
  tail: Tail;
  /** How MySQL is set up. Throws MYSQL_AWAY. */
  examineDatabase(): Promise<DatabaseState>;
  /** Resolves when MySQL answers. */
  pingDatabase(): Promise<void>;
  tracing: Tracing;
  log: Logger;
  throttle: Throttle;
  now: () => Date;
  /** Aborted when the process is to end: who waits is answered with what is known. */
  closing: AbortSignal;
}
