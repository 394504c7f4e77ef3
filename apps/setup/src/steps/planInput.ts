import type { TlsFiles } from '#config';
import type { PrivateServers } from '#provision';
import type { Choices, NightlyBackup } from '../plan/record.js';
import type { ShowPassword } from './administrator.js';
import type { Places } from './places.js';
import type { Outdated } from './outdated.js';
import type { ServersOfSetup } from './privateServers.js';

/** What a plan is made from. */
export interface PlanInput {
  places: Places;
  choices: Choices;
  /** Given now; null leaves what is in its file. */
  redisUrl: string | null;
  mysqlPassword: string | null;
  /** A database with tables in it may be used. */
  takeOver: boolean;
  tlsName: string | null;
  /** A certificate and its key, where they lie now; null leaves it as it is. */
  tls: TlsFiles | null;
  backup: NightlyBackup | null;
  /** Whether its timer is to be switched on, not only kept as it is. */
  switchOn: boolean;
  /** What runs of an earlier version. */
  outdated: Outdated;
  privateServers: PrivateServers | null;
  servers: ServersOfSetup;
  /** Whether an earlier setup of this place began or finished a step. */
  known: (step: string) => boolean;
  wasBegun: (step: string) => boolean;
  show: ShowPassword;
  log: (line: string) => void;
}
