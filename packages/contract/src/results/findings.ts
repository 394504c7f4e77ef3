import type { ReleaseShare } from './groupSeen.js';
import type { changedKinds, DriftState, FindingState, notShown } from './lists.js';
import type { Statement } from '../words/statement.js';
import type { TreeDifference } from './settlement.js';

/*
 * What each action finds out, as the worker stores it in `AppResult.facts` (`...AppFindings`) or `Settlement.facts`
 * (`...Findings`) and as the presenters of the gateway read it. These are types, not interfaces, so that a value of them
 * is also a `Record<string, unknown>`.
 */

/** One app's differences between what is live and what is to come. */
export type AppDifference = { appKey: string; program: TreeDifference; config: TreeDifference };

/** When the live links of one batch were renamed, by the workers' clocks; `spreadMs` is from the first to the last. */
export type SwitchFindings = { batch: number; hosts: number; first: string; last: string; spreadMs: number };

/** release, of the whole request. The fields of each app come from its row of `pre_deploy_manage`. */
export type ReleaseFindings = {
  bundle: string;
  diff: AppDifference[];
  switches: SwitchFindings[];
  mixed?: MixedFindings;
};

/** A group that a release left mixed: what runs where, and the apps of which nobody knows. */
export type MixedGroup = { group: string; releases: ReleaseShare[]; unknown: string[] };

/**
 * release and rollback, of the whole request, where it left groups mixed: `finish` and `undo` are the commands that bring the
 * others to it, or put what it switched back.
 */
export type MixedFindings = { groups: MixedGroup[]; finish: string; undo: string };

/** The record a rollback went by, in the original's words (`getLastDeloy`). */
export type LastDeploy = {
  deloy_prodir_before: string | null;
  deloy_configdir_before: string | null;
  deloy_prodir_after: string | null;
  deloy_configdir_after: string | null;
  end_time: string | null;
  randomStr: string;
};

/** rollback, of one app. `target` holds the directories gone back to and the record that named them. */
export type RollbackAppFindings = {
  target: { programDir: string; configDir: string; randomStr: string } | null;
  record: LastDeploy | null;
};

/** service, of one app. `before` and `after` count processes; `status`: 1 it worked, 0 nothing to do, -1 it did not. */
export type ServiceAppFindings = {
  before: number;
  after: number | null;
  status: 1 | 0 | -1;
  /** The original's sentence, as `(server1) stop success.` */
  message: string;
  /** Its main processes before and after, 16 at the most; null where they are not known, as where it went on after it was interrupted. */
  pids?: { before: number[] | null; after: number[] | null };
  /** Seconds until its processes had ended, and until it ran; null where it was neither. */
  seconds?: { stop: number | null; start: number | null };
  /** The signal that ended it, since what stops it did nothing; null where that did. */
  endedBy?: 'TERM' | 'KILL' | null;
};

/** Who an app belongs to, as its host says. */
export type HolderFindings = { id: string; name: string };

/** check, of one app: what was seen on the host; `heldBy` where it belongs to another rexflow. */
export type CheckAppFindings = {
  /** False where it has nothing that runs. */
  runs?: boolean;
  processes: number;
  init: boolean;
  programDir: boolean;
  configDir: boolean;
  heldBy?: HolderFindings | undefined;
};

/** Why a file of a configuration is not shown as text. */
export type NotShown = (typeof notShown)[number];

/** A file of an app's configuration that differs between two releases; `patch` is null where `why` tells why. */
export type TextChange = {
  path: string;
  change: (typeof changedKinds)[number];
  patch: string | null;
  why: NotShown | null;
};

/** compare, of the whole request: the configurations that both releases hold; `more` files are not listed. */
export type TextsFindings = { texts: { app: string; files: TextChange[]; more: number }[] };

/** What is live held against what was released; `release` and `digest` are null where rexflow did not make it. */
export type Drift = {
  state: DriftState;
  release: string | null;
  digest: string | null;
  files: TreeDifference;
  /** The first 200, as "changed program/lib/a.js". */
  paths: string[];
};

/** drift, of one app; `kept` are the host's own files that its release was given, `heldBy` where the app belongs to another rexflow. */
export type DriftFindings = Drift & { kept?: string[]; heldBy?: HolderFindings | undefined };

/** The app of another environment a release takes its program from, as it was found; `directory` is its live release directory. */
export type SourceSeen = { environment: string; app: string; host: string; directory: string; drift: Drift };

/** One thing that was looked at, as "redis.policy", and what to do about it; `advice` is null when it is well. */
export type Finding = {
  name: string;
  state: FindingState;
  message: string;
  advice: string | null;
  /** What `message` and `advice` say, for other languages; absent in what earlier versions stored. */
  statement?: Statement;
};

/** doctor, of one app: what was found on its host; `state` is the worst of all. */
export type DoctorAppFindings = { state: FindingState; findings: Finding[] };

/** takeover, of one app: whom it was taken from; null where it had no name, or was ours. */
export type TakeoverAppFindings = { before: HolderFindings | null };

/** What there is of an app on its host: a directory, a current link, or one that becomes a plain link. */
export type AppPlace = { kind: 'directory' | 'link' | 'relink'; path: string };

/**
 * removal, of one app: what removing it would take away from its host, beside what rexflow keeps at `state`, and what would stay. `plan` is the
 * sum of it; the application is stopped where `stops` says so. At most 500 places are named of each.
 */
export type RemovalAppFindings = {
  plan: string;
  goes: AppPlace[];
  stays: AppPlace[];
  state: string | null;
  processes: number;
  stops: boolean;
};

/** remove, of one app: what was taken away by the last try, which may have gone on with another; at most 500 places. */
export type RemoveAppFindings = { gone: AppPlace[]; stopped: boolean };

/** run, of one app. `exitCode` is null when the command was ended by a signal or a deadline, `seconds` when nobody saw its end. */
export type RunAppFindings = { stdout: string; stderr: string; exitCode: number | null; seconds: number | null };

/** One tree brought here: `size` as `du -sh` writes it ("36M"), `code` 0 when all of it arrived. */
export type CarriedTree = { from: string; to: string; size: string; seconds: number; code: 0 | -1 };

/** Enter:route:download, of one app. Times are epoch seconds; null trees were not asked for. */
export type DownloadAppFindings = {
  program: CarriedTree | null;
  config: CarriedTree | null;
  startedAt: number;
  endedAt: number;
  /** The app of each group whose program went to the update directory. */
  representative: string[];
  /** The app of another environment the trees are of; absent where they are the app's own. */
  source?: DownloadSource;
};

/** Whose trees were brought with `senv`: its host, and where it keeps them. */
export type DownloadSource = {
  environment: string;
  app: string;
  host: string;
  programDir: string;
  configDir: string;
};

/** Enter:route:downloadCombile, of the whole request. */
export type FetchFindings = {
  downdir: string;
  /** Path of the package as fetched. */
  file: string;
  /** As `du -sh` writes it. */
  size: string;
  seconds: number;
  /** Null when it stayed a single file. */
  unpacked: { kind: string; entries: number } | null;
  merged: boolean;
};

/** Deploy:Core:syncpro, of the whole request: directories that were missing or empty; the apps they are of have failed. */
export type StageFindings = { missingProgram: string[]; missingConfig: string[] };

/** Deploy:Core:diff, of the whole request; an app with a missing directory is not in `apps`, and has failed. */
export type CompareFindings = {
  apps: AppDifference[];
  missing: {
    /** Downloaded directories (what is live) that are missing. */
    downloadedProgram: string[];
    downloadedConfig: string[];
    /** Directories to be released that are missing. */
    program: string[];
    config: string[];
  };
};

/** Deploy:Configure:config, of the whole request: the init commands that ran, in their order. */
export type HooksFindings = {
  program: { group: string; command: string; dir: string; output: string }[];
  config: { group: string; appKey: string; command: string; dir: string; output: string }[];
};
