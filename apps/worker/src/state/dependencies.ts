import type { Packages, Store } from '#bundle';
import type { Config } from '#config';
import type { Provenance } from '#contract';
import type { Inventory } from '#inventory';
import type { Barriers } from '#queue';
import type { App } from '#release';
import type { HostLooks, Records, ReleasedProgram } from '#records';
import type { SshClient, SshLogin } from '#ssh';
import type { Tracing } from '#tracing';
import type { Logger } from 'pino';
import type { Payloads } from './payloads.js';
import type { Identity } from './installation.js';
import type { Directories } from './directories.js';
import type { SecretStore } from '../secrets/secretStore.js';
import type { LeaseRenewer } from './leaseRenewer.js';
import type { ReleaseHistory } from './releaseHistory.js';

/** The dependencies of a worker, built once in main.ts. */
export interface WorkerDeps {
  config: Config;
  records: Records;
  inventory: Inventory;
  /** The catalogue of another environment, for `senv`. */
  source: (environment: string) => Inventory;
  /** What another environment recorded of a program that is live there. */
  provenanceIn: (environment: string, program: ReleasedProgram) => Promise<Provenance>;
  ssh: SshClient;
  /** What settings name by `{ secret: name }`. */
  secrets: SecretStore;
  /** What workers are asked to look at on hosts. */
  hostLooks: HostLooks;
  installation: Identity;
  store: Store;
  packages: Packages;
  payloads: Payloads;
  directories: Directories;
  leaseRenewer: LeaseRenewer;
  historyOf: (app: App) => ReleaseHistory;
  /** The SSH login for an app's host, in this environment or another one. */
  target: (app: App, environment?: string) => SshLogin;
  /** Notifies those that wait for a request that it moved on. */
  announce: (requestId: string) => void;
  /** Waits at a barrier for others that begin at the same time. */
  arriveAt: Barriers['arriveAt'];
  /** Puts requests that got their leases into the queue, all of which change hosts. One that fails here is found by the sweep. */
  submit: (requestIds: readonly string[]) => Promise<void>;
  /** The current time by the clock of MySQL, which all processes share. */
  now: () => Date;
  tracing: Tracing;
  log: Logger;
}
