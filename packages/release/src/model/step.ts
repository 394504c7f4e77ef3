import type { Request } from '#contract';
import type { StepName } from '#contract/workflow';
import type { App } from './app.js';
import type { Facts, Instruction } from './instruction.js';
import type { HookApp } from './hook.js';
import type { HostPaths } from './paths.js';
import type { TreeList } from './treeList.js';
import type { LateValues } from './variables.js';

/** Timings and places of the installation that a step needs; seconds may be fractions. */
export interface HostSettings {
  stop: number;
  start: number;
  startAttempts: number;
  stable: number;
  health: number;
  command: number;
  carry: number;
  owner: string;
  backupDir: string;
  baseappDir: string;
  /** Apps and groups whose current links point at their release directories directly, one by one. */
  plainLinks: readonly string[];
}

/** Turns a tree that a host holds into another one. */
export interface TreePatch {
  /** Paths that go, each ended by NUL. */
  gone: Uint8Array;
  /** A tar of what comes. */
  come: Uint8Array;
  /** A line for each file that comes, as `sha256sum -c` reads them. */
  lines: string;
  /** Files, links and directories of the tree afterwards. */
  entries: number;
}

/** The difference between a bundle and the release that is live on a host, where that is little. */
export interface ReleasePatch {
  /** The program directory it was sealed in there. */
  program: string;
  change: TreePatch;
  /** The same of the configuration, where that has a directory of its own. */
  config: TreePatch | null;
}

/** The sealed bundle as one app sees it. */
export interface Payload {
  /** Bytes of the program and the configuration together. */
  bytes: number;
  files: number;
  /** The files of the program directory, and of the configuration directory where that is one of its own. */
  program: TreeList;
  config: TreeList | null;
  /** The files that the program directory that is live now was sealed with, where the store still knows. */
  live: TreeList | null;
  /** All that has to be sent to a host that still holds that release as it was sealed; null when it is too much, or not known. */
  patch: ReleasePatch | null;
  /** What the host keeps of its own files, a line each; absent where it keeps nothing. */
  own?: string;
  /** The files that have setuid or setgid, a line each: the mode in octal digits, and the path below the program. */
  privileges?: string;
}

/** The release directories a rollback goes back to. */
export interface RollbackDirectories {
  program: string;
  config: string | null;
}

/** Directories of an app on its host that records name, wherever they lie now. */
export interface DirectoriesByMaker {
  /** Those that releases of ours made. */
  ours: string[];
  /** Those that were there before, or that the original made. */
  others: string[];
  /** Of an app that has left the host: those that releases of ours made on others since or before. */
  elsewhere?: string[];
}

/** Whose the apps of a host are: every host keeps the name of the rexflow that releases to it, app by app. */
export interface Installation {
  /** UUID. */
  id: string;
  /** For people: one line. */
  name: string;
}

/** All a step may know: it reads nothing else. */
export interface StepContext {
  app: App;
  /** The installation that asks. */
  installation: Installation;
  requestId: string;
  stamp: string;
  request: Request;
  /** Sent with every changing command; the host refuses an older one. */
  fence: number;
  /**
   * A word no other script has: names of what it makes on the host hold it. A process id does not tell scripts apart there, since
   * containers that share a directory count theirs from 1 each.
   */
  unique: string;
  paths: HostPaths;
  settings: HostSettings;
  /** Everything the host has told about this app in this request so far. */
  facts: Facts;
  payload: Payload | null;
  target: RollbackDirectories | null;
  /** The release the records hold as live; null where nobody needs it, or they hold nothing. */
  known: RollbackDirectories | null;
  /** Release directories on the host that may go. */
  expired: string[];
  /** The directories of the app on its host, as far as the records know; absent where nobody asks. */
  made?: DirectoriesByMaker;
  /** Nobody of this request ever got into the host. */
  neverReached?: boolean;
  /** When the step began that looked at the host before the release was made ready there; absent before that. */
  inspectedAt?: Date;
  /** The apps of the request, as far as hooks go: one of a group runs what runs once. */
  together: readonly HookApp[];
  /** What only who sends a script knows. */
  late: LateValues;
  /** The same of the release that is put back, where that is another one. */
  lateBack?: LateValues;
  /** Steps of what runs once before the switch that ended in the release which this request repeats. */
  ranOnce?: readonly string[];
  /** Seconds the host waits for word that it is healthy before it goes back by itself; 0 for ever. */
  confirm: number;
}

export interface Step {
  name: StepName;
  /** A step that does not apply is passed over. */
  applies?: (context: StepContext) => boolean;
  /** Its failure is noted and the pipeline goes on. */
  optional?: boolean;
  /** Nothing of it is done on the host: it is not reached for it. */
  onWorker?: true;
  instruct: (context: StepContext) => Instruction;
}
