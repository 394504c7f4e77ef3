import {
  type Pause,
  type Phase,
  type Provenance,
  type Request,
  type RequestState,
  type Settlement,
  type Standing,
  type Statement,
  type ErrorReport,
  type WantedDirectories,
  type Warning,
} from '#contract';
import type { App, ResolvedStrategy } from '#release';

/**
 * A request as RexDeployV3 spells it, for answers, logs, the audit, metrics and older programs. Nothing is decided by it.
 */
export interface WireRequest {
  action: string;
  /** Checked parameters of the action; never the token. */
  parameters: Record<string, string>;
}

/** A checked request of a caller, with its progress and result. */
export interface RequestRecord {
  /** The job id callers poll. */
  id: string;
  request: Request;
  wire: WireRequest;
  /** Name of the user whose token was used. */
  caller: string;
  state: RequestState;
  phase: Phase | null;
  /** The phase has ended; the next one has not begun. */
  phaseEnded: boolean;
  /** Index of the batch that is, or was last, in activation. */
  batch: number;
  rollout: ResolvedStrategy;
  /** The settled request whose apps that were not done this one does again, or null. */
  retryOf: string | null;
  /** It repeats that only where nothing newer is live, and only for apps that it has not been brought to since. */
  finishes: boolean;
  /** Error of the phase as a whole, or null. */
  phaseTrouble: ErrorReport | null;
  /** It holds the lease of each of its apps until it is settled. */
  exclusive: boolean;
  /** Each of its apps has a row of `pre_deploy_manage`. */
  recorded: boolean;
  /** `YYYYMMDD_HHmmss` in local time: names the release directories of this request. Empty while it is in the wait queue. */
  stamp: string;
  acceptedAt: Date;
  phaseAt: Date | null;
  settledAt: Date | null;
  /** Name of the user who asked to cancel it, or null. */
  cancelledBy: string | null;
  /** Who lets it go on no further, until somebody continues it; null while nobody does. */
  paused: Pause | null;
  bundleDigest: string | null;
  /** The directories its bytes lie in, or are to lie in; empty where that does not matter, or was not known. */
  directories: WantedDirectories;
  /** Findings of the phases so far; become `settlement.facts`. */
  facts: Record<string, unknown>;
  settlement: Settlement | null;
  /** What it waits for as a whole while it has its apps. */
  waiting: TargetWaiting | null;
  /** In the order of the catalogue's id. */
  apps: TargetRecord[];
}

/** A request without what grows with its apps; with the id of its bundle where it ships one. */
export interface RequestHead extends Omit<
  RequestRecord,
  'apps' | 'facts' | 'finishes' | 'settlement' | 'settledAt' | 'phaseTrouble' | 'bundleDigest' | 'waiting' | 'paused'
> {
  bundle: string | null;
}

/** The part of a request that concerns one app. */
export interface TargetRecord {
  app: App;
  /** Index of its batch in activation, from 0. */
  batch: number;
  /** `randomStr`, 19 digits; names the row of `pre_deploy_manage`, if there is one. */
  randomStr: string;
  phase: Phase | null;
  /** Its result in `phase`; null while the phase runs. */
  vote: 'done' | 'failed' | null;
  step: string | null;
  standing: Standing | null;
  trouble: ErrorReport | null;
  waiting: TargetWaiting | null;
  /** What it gets, as far as that is known: the version it is released, or goes back to. */
  provenance: Provenance;
  facts: Record<string, unknown>;
}

/** The thing a target waits for, and since when (ISO 8601). */
export interface TargetWaiting {
  for: string;
  /** What `for` says; absent where an earlier version stored it. */
  statement?: Statement;
  since: string;
}

/** The records a rollback concerns, by randomStr. */
export interface RollbackBookkeeping {
  /** The record that named the target. */
  source: string;
  /** Take an operator's mark off it. */
  unmark: boolean;
  /** The release that is left behind. */
  left: string | null;
  /** The release that is live again. */
  maker: string | null;
}

/** A request to be stored. */
export interface NewRequest {
  request: Request;
  wire: WireRequest;
  caller: string;
  apps: App[];
  /** Take the lease of every app; refused with APP_BUSY when one is held or another request waits for it. */
  exclusive: boolean;
  /** Enter the wait queue instead; `latest` settles the waiting ones of the same action and apps as superseded. */
  line?: 'wait' | 'latest' | undefined;
  /** Write a row of `pre_deploy_manage` for every app. */
  recorded: boolean;
  /** From the Idempotency-Key header; unique for a caller. */
  idempotencyKey: string | null;
  rollout: ResolvedStrategy;
  /** The directories it is meant for; none given: any worker's will do. */
  directories?: WantedDirectories;
  /** What its answer is to say beside its result; becomes `facts.warnings`. */
  warnings?: readonly Warning[];
  /** app_keys that were asked for and are left out, since their hosts are out of service; becomes `facts.skipped`. */
  skipped?: readonly string[];
  /** Its line of the audit, stored with it. */
  audit?: Pick<AuditEntry, 'action' | 'details'>;
  /** The settled request this one repeats for some apps, or finishes, with the id of its bundle if it sealed one. */
  retryOf?: { id: string; bundle: string | null; finishes?: boolean };
}

/** The result of GatewayRecords.accept. */
export interface Accepted {
  request: RequestRecord;
  fresh: boolean;
  granted: string[];
}

/** The documented columns of one row of `pre_deploy_manage`, typed. */
export interface DeployRow {
  deploy_key: string;
  deploy_ip: string;
  deloy_prodir_before: string | null;
  deloy_configdir_before: string | null;
  deloy_prodir_after: string | null;
  deloy_configdir_after: string | null;
  deloy_prodir_real_before: string | null;
  deloy_size: string | null;
  deploy_take: string | null;
  processNumber: number | null;
  start_time: string | null;
  rsync_war_time: string | null;
  start_app_time: string | null;
  end_time: string | null;
  randomStr: string;
  rollRecord: number;
  rollStatus: number;
  rollbackNumber: number;
}

/** The right to change one app, held by one worker for one request. */
export interface Lease {
  requestId: string;
  appKey: string;
  holder: string;
  /** Grows with every new holder; the host refuses an older one. */
  fence: number;
}

/** The right to advance one request from phase to phase, held by one worker. */
export interface RequestLease {
  requestId: string;
  holder: string;
  fence: number;
}

/** One line of the audit: a user and the action asked for. */
export interface AuditEntry {
  user: string;
  action: string;
  job: string | null;
  details: Record<string, string>;
}

/** The holder of an app a request needs, the original included, or a request that came before it and waits for the app. */
export interface Blocker {
  app: string;
  job: string;
  action: string;
  caller: string;
  since: Date;
  /** It has the lease; otherwise it is next in the wait queue. */
  holds: boolean;
  /** The original is at work on the app, which has no job; `since` as its table has it. */
  original?: string;
}

/** The reason a request in the wait queue does not go on, and its place there: `position` 1 is next. */
export interface Waiting {
  /** Null while the request is just being granted. */
  for: Blocker | null;
  position: number;
}
