import type { Packages, Store } from '#bundle';
import type { Config } from '#config';
import type { DirectoryKey, Request, SeenDirectories } from '#contract';
import type { FleetStore, Inventory } from '#inventory';
import type { DatabaseState } from '#mysql';
import type { Identities } from '#release';
import type { BackupRecords, GatewayRecords, HostLooks, People, Views, WireRequest } from '#records';
import type { QueueBoard, Submitter } from '#queue';
import type { Tracing } from '#tracing';
import type { Logger } from 'pino';
import type { EnvironmentReader } from '../environments/environmentReader.js';
import type { ConsoleFiles } from './consoleFiles.js';
import type { ManualFiles } from './manualFiles.js';
import type { Throttle } from './throttle.js';
import type { GatewayMetrics } from './metrics.js';
import type { EventCursor } from './eventCursor.js';

/** The dependencies of the handlers. */
export interface GatewayDeps {
  config: Config;
  records: GatewayRecords;
  /** A request in the words of `/rex`. */
  encode: (request: Request) => WireRequest;
  views: Views;
  people: People;
  inventory: Pick<
    Inventory,
    | 'resolve'
    | 'keyed'
    | 'keys'
    | 'neighbours'
    | 'hosts'
    | 'onHosts'
    | 'group'
    | 'every'
    | 'unusable'
    | 'page'
    | 'sharing'
    | 'described'
    | 'names'
    | 'problems'
    | 'requireApart'
  >;
  /** The catalogue as one fleet, to be read and changed. */
  fleet: FleetStore;
  /** What workers are asked to look at on hosts, and what they found. */
  hostLooks: HostLooks;
  /** When the installation was last backed up. */
  backups: Pick<BackupRecords, 'last'>;
  submitter: Submitter;
  /** The job queues, for the page that shows them. */
  queues: QueueBoard;
  /** The files of the console at `/`; null when it was not built. */
  console: ConsoleFiles | null;
  /** The files of the manual below `/docs`; null when it was not built. */
  manual: ManualFiles | null;
  metrics: GatewayMetrics;
  /** The bundles that releases sealed. */
  store: Pick<Store, 'sealed' | 'open' | 'about'>;
  /** The packages uploaded for releases. */
  packages: Packages;
  /** The directories of config.yml as this process saw them lately; those that are named, as they are now. */
  directories(keys?: readonly DirectoryKey[]): Promise<SeenDirectories>;
  /** Reads the events, as far as they may be read. */
  eventCursor: EventCursor;
  /** Gives the version, rights, clock and migrations of MySQL. Throws MYSQL_AWAY. */
  examineDatabase(): Promise<DatabaseState>;
  /** Gives the installations that the database and the store belong to. Throws MYSQL_AWAY, LOCAL_IO. */
  identities(): Promise<Identities>;
  /** Gives the catalogue's table of another environment, and the columns it lacks. Throws SOURCE_AWAY, SOURCE_REFUSED. */
  examineSource(environment: string): Promise<{ table: string; missing: string[] }>;
  /** What the databases of other environments say of them. */
  environments: EnvironmentReader;
  /** Resolves when MySQL answers. */
  pingDatabase(): Promise<void>;
  tracing: Tracing;
  log: Logger;
  throttle: Throttle;
  now: () => Date;
  /** Aborted when the process is to end: callers that wait are answered with what is known. */
  closing: AbortSignal;
}
