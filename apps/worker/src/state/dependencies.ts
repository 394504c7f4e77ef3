import type { Packages, Store } from '#bundle';
import type { Config } from '#config';
import type { Inventory } from '#inventory';
import type { Meetings } from '#queue';
import type { App } from '#release';
import type { Records } from '#records';
import type { Ssh, Target } from '#ssh';
import type { Tracing } from '#tracing';
import type { Logger } from 'pino';
import type { Payloads } from './payloads.js';
import type { Identity } from './installation.js';
import type { Directories } from './directories.js';
import type { LeaseRenewer } from './leaseRenewer.js';
import type { ReleaseHistory } from './releaseHistory.js';

/** Everything a worker works with; built once in main.ts. */
export interface WorkerDeps {
  config: Config;
  records: Records;
  inventory: Inventory;
  /** The catalogue of another environment, for `senv`. */
  source: (environment: string) => Inventory;
  ssh: Ssh;
  installation: Identity;
  store: Store;
  packages: Packages;
  payloads: Payloads;
  directories: Directories;
  leaseRenewer: LeaseRenewer;
  historyOf: (app: App) => ReleaseHistory;
  /** How to reach an app's host, in this environment or another one. */
  target: (app: App, environment?: string) => Target;
  /** Tells who waits for a request that it moved on. */
  announce: (requestId: string) => void;
  /** Waits for others who begin something at the same moment: see Meetings of the queue. */
  meet: Meetings['meet'];
  /** Puts requests that got their leases into the queue, all of which change hosts. What fails here is found by the sweep. */
  submit: (requestIds: readonly string[]) => Promise<void>;
  /** The moment by the clock of MySQL, which all processes share. */
  now: () => Date;
  tracing: Tracing;
  log: Logger;
}
