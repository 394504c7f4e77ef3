import type { NameEncoding, OnDrift, Outage } from '#contract';
import type { HealthCheck } from '../health/index.js';
import type { Hook } from './hook.js';
import type { FileOwner } from './owner.js';
import type { Service } from './service.js';
import type { Variables } from './variables.js';
import type { StrategySettings } from './strategySettings.js';

/** What of a package is the program, and how its names are read. Patterns are globs. */
export interface Packaging {
  strip?: 0 | 1;
  include?: readonly string[];
  exclude?: readonly string[];
  /** Files that keep setuid and setgid. */
  setuid?: readonly string[];
  names?: NameEncoding;
}

/** How a host is reached, as far as the catalogue says it; what is absent config.yml decides. */
export interface HostLogin {
  address: string;
  user?: string;
  port?: number;
  /** How the user there acts as root, where a service asks for it; without it he does not. */
  become?: 'sudo' | 'doas';
  /** The host it is reached through. */
  jump?: HostLogin;
}

/** One deployable instance on one host, as the catalogue (`pre_server_detail`) describes it. */
export interface App {
  id: number;
  appKey: string;
  /** `local_name`: the apps that run the same program. */
  group: string;
  /** `network_ip`: the address the host is reached at, or the name of one that the catalogue describes. */
  host: string;
  /** What the catalogue says of its host; absent where it says nothing. */
  login?: HostLogin;
  /** What the catalogue says of how the hosts of its group are switched; absent where it says nothing. */
  rollout?: Partial<StrategySettings>;
  /** What becomes of hand-made changes, as the catalogue says of it or of its group; absent where it says nothing. */
  onDrift?: OnDrift;
  /** Its host is, or was, out of service; absent where it is not. */
  outage?: Outage;
  /** `is_deloy_dir`: 2 is `separate` (two directories, two current links), 1 is `nested` (config inside the program). */
  layout: 'separate' | 'nested';
  programLink: string;
  /** Empty where it has no directory of its own for its configuration. */
  configLink: string;
  /** What starts and stops it where that is no init script. */
  service?: Service;
  /** `pro_init`: its init script; empty where it has none. */
  init: string;
  /** `pro_key`: word that names the application's processes in the process list; empty where they are known otherwise. */
  processKey: string;
  /** Paths below the program that outlive releases, a directory with a slash at its end: each release has links to them. */
  shared?: readonly string[];
  /** The directory that these lie in, where it is another one than that beside the program. */
  sharedRoot?: string;
  /** Whose its files are on the host; those of the user who logs in where nobody says it. */
  owner?: FileOwner;
  /** `auto_deloy` is 1. */
  automated: boolean;
  /** False when `is_restart_status` is 1: the links are switched under the running application. */
  restarts: boolean;
  /** The links are switched under the running application, and then it is told to load what is live. */
  reloads?: boolean;
  /** Seconds a stop and a start may take, where it has times of its own. */
  limits?: { stop?: number; start?: number };
  /** `configure_file_list` when `configure_file_status` is not 0: only these files, relative to the config directory, are config. */
  listedConfig: string[] | null;
  /** `backupdir_same_level`, for the nested layout. */
  backupBeside: boolean;
  /** `deploydir_same_level`, for the nested layout. */
  deployBeside: boolean;
  /** `checkdir`: names a package may have at its top. */
  checkdir: string[];
  /** `predir`: path below the program where a package is merged; empty for the top. */
  predir: string;
  /** What of a package is the program, and how its names are read, where something is said of it. */
  packaging?: Packaging;
  /** `local_pro_cmd` and `local_conf_cmd`; empty for none. */
  programCommand: string;
  configCommand: string;
  /** Variables of the environment of its service and its hooks; absent where it has none. */
  variables?: Variables;
  /** Commands on the way of a release, in the order of their names; absent where it has none. */
  hooks?: readonly Hook[];
  /** Those that its program brings are run, too; where not, it is said that they are there. */
  hooksFromPackage?: true;
  /** What is asked whether it is well, one after the other; empty for nothing. */
  health: readonly HealthCheck[];
  /** The row as MySQL gave it, without the columns that are NULL, for answers that show it. */
  row: Record<string, string | number>;
}
