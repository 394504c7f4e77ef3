import type { FailurePolicy, HookRun, HookTime, OnDrift } from '../request/lists.js';
import type { ErrorReport } from '../errors/codedError.js';
import type { Phase } from './lists.js';
import type { SourceSeen } from './findings.js';
import type { TreeDifference } from './settlement.js';
import type { WarningMembers } from './warnings.js';

/* What a plan finds out: see findings.ts. */

/** The files of one tree that would change: counts, and the first paths of each kind. */
export type PlannedTree = TreeDifference & { paths: { changed: string[]; deleted: string[]; added: string[] } };

/**
 * Files of a host that are not what it was released, as far as the release at hand would not bring them just so. `paths` are as
 * "changed program/lib/a.js", and `conflicts` those of them that cannot be kept; of both the first.
 */
export type PlannedDrift = {
  onDrift: OnDrift;
  files: TreeDifference;
  paths: string[];
  conflicts: string[];
  /** Why a release as it was asked for is refused; null where it is not. */
  trouble: ErrorReport | null;
  /** What differs, as one text, to see that it has changed. */
  identity: string;
};

/** What a release would do on one app, as far as this side knows. */
export type PlannedAppFindings = {
  appKey: string;
  group: string;
  host: string;
  batch: number;
  /** Release directories, and the digest of the list of the live configuration. */
  live: { program: string | null; config: string | null; configSum: string | null };
  steps: { phase: Phase; step: string }[];
  program: PlannedTree;
  config: PlannedTree;
  texts: { path: string; patch: string }[];
  /** Of the files that would be sent. */
  bytes: number;
  /** Bytes that have to be free on the host. */
  needed: number;
  restarts: boolean;
  /** The application would run on and be told to load what is live. */
  reloads?: boolean;
  /** What it would run on this host, in the order of the release; absent where that is nothing. */
  hooks?: PlannedHook[];
  /** Variables that its service and its hooks would get, by name; absent where there are none. */
  variables?: PlannedVariable[];
  /** Whose its files would be on the host; absent where they are those of the user who logs in. */
  owner?: PlannedOwner;
  /** Data of its live tree that would move to where it outlives releases; absent where there is none. */
  adopts?: PlannedAdoption[];
  /** Absent where nothing was changed by hand that the release would not bring. */
  drift?: PlannedDrift;
};

/** Data of a live tree that a release by this plan would move, leaving a link in its place. */
export type PlannedAdoption = {
  /** As `shared` has it. */
  path: string;
  kind: 'file' | 'directory';
  from: string;
  to: string;
  /** On its disk, and the entries in it, when the plan was made; null where that took too long. */
  bytes: number | null;
  entries: number | null;
};

/** A variable of the environment that a release would give. */
export type PlannedVariable = {
  name: string;
  /** As the settings have it; of a secret `[secret]`. */
  value: string;
  /** Other than at the release that is live; null where that is not known. */
  changed: boolean | null;
  /** Of what the settings say, to see that it has changed. */
  identity: string;
};

/** Whose the files of a release would be; `umask` is null where it takes nothing away. */
export type PlannedOwner = { user: string; group: string; umask: string | null };

/** A hook that a release would run. */
export type PlannedHook = {
  name: string;
  when: HookTime;
  run: HookRun;
  command: string;
  /** Whose process it would be; null where that is the user of the login. */
  user: string | null;
  /** The program brings it; absent where it is a setting. */
  fromPackage?: boolean;
  /** It runs on the worker, and `command` names what config.yml allows there; absent where it runs on the host. */
  onWorker?: boolean;
  /** Of all that is said of it, to see that it has changed. */
  identity: string;
};

/** A command of the catalogue that works on assembled trees, which a plan did not run. */
export type PlannedCommand = {
  name: 'local_pro_cmd' | 'local_conf_cmd';
  /** The group or the app it belongs to. */
  of: string;
  /** Of what it runs, to see that it has changed. */
  identity: string;
};

/** plan, of the whole request. */
export type PlanFindings = WarningMembers & {
  /** By which a release asks for exactly this. */
  hash: string;
  bundle: { digest: string; bytes: number; files: number };
  rollout: { policy: FailurePolicy; maxFailures: number; batchSize: number; confirm: number };
  /** The commit it would release; absent where its source is no repository. A null ref is the default branch. */
  git?: { repository: string; ref: string | null; commit: string };
  sources: SourceSeen[];
  apps: PlannedAppFindings[];
  /** The contents of the files it would change or add, by tree and path; absent in plans of earlier versions. */
  files?: Record<string, Record<string, string>>;
  /** What each group's package would be merged over, by group; absent where none is merged. */
  bases?: Record<string, string>;
  /** The commands that were not run: what is listed is what they find. Absent where all were, or there are none. */
  commands?: PlannedCommand[];
};

/** plan, of one app: what its host said; bytes are null where it does not tell. */
export type PreviewAppFindings = { processes: number; freeBytes: number | null } & Partial<WarningMembers>;
