import type {
  Phase,
  PlanFindings,
  Request,
  RequestState,
  Settlement,
  Standing,
  TroubleReport,
  WantedDirectories,
} from '#contract';
import type { App, PastRelease, ReleaseName, ResolvedStrategy } from '#release';

/**
 * A request as RexDeployV3 spells it: what answers repeat, what logs, audit and figures call it, and what older programs read.
 * Nothing is decided by it.
 */
export interface WireRequest {
  action: string;
  /** Checked parameters of the action; never the token. */
  parameters: Record<string, string>;
}

/** What a caller posted, checked, and what has become of it. */
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
  /** Which of its batches is, or was last, in activation. */
  batch: number;
  rollout: ResolvedStrategy;
  /** The settled request whose apps that were not done this one does again, or null. */
  retryOf: string | null;
  /** Why the phase failed as a whole, if it did. */
  phaseTrouble: TroubleReport | null;
  /** It holds the lease of each of its apps until it is settled. */
  exclusive: boolean;
  /** Each of its apps has a row of `pre_deploy_manage`. */
  recorded: boolean;
  /** `YYYYMMDD_HHmmss` in local time: names the release directories of this request. Empty while it waits in line. */
  stamp: string;
  acceptedAt: Date;
  phaseAt: Date | null;
  settledAt: Date | null;
  /** Who asked to cancel it, or null. */
  cancelledBy: string | null;
  bundleDigest: string | null;
  /** The directories its bytes lie in, or are to lie in; empty where that does not matter, or was not known. */
  directories: WantedDirectories;
  /** What the phases found out so far; becomes `settlement.facts`. */
  facts: Record<string, unknown>;
  settlement: Settlement | null;
  /** In the order of the catalogue's id. */
  apps: TargetRecord[];
}

/** A request without what grows with its apps; with the id of its bundle where it ships one. */
export interface RequestHead extends Omit<
  RequestRecord,
  'apps' | 'facts' | 'settlement' | 'settledAt' | 'phaseTrouble' | 'bundleDigest'
> {
  bundle: string | null;
}

/** A request's part on one app. */
export interface TargetRecord {
  app: App;
  /** Its turn in activation, from 0. */
  batch: number;
  /** `randomStr`, 19 digits; names the row of `pre_deploy_manage`, if there is one. */
  randomStr: string;
  phase: Phase | null;
  /** How it ended `phase`; null while it is at it. */
  vote: 'done' | 'failed' | null;
  step: string | null;
  standing: Standing | null;
  trouble: TroubleReport | null;
  waiting: TargetWaiting | null;
  facts: Record<string, unknown>;
}

/** What something waits for, and since when (ISO 8601). */
export interface TargetWaiting {
  for: string;
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

export interface NewRequest {
  request: Request;
  wire: WireRequest;
  caller: string;
  apps: App[];
  /** Take the lease of every app; refused with APP_BUSY when one is held or somebody is in line for it. */
  exclusive: boolean;
  /** Wait in line instead; `latest` settles the waiting ones of the same action and apps as superseded. */
  line?: 'wait' | 'latest' | undefined;
  /** Write a row of `pre_deploy_manage` for every app. */
  recorded: boolean;
  /** From the Idempotency-Key header; unique for a caller. */
  idempotencyKey: string | null;
  rollout: ResolvedStrategy;
  /** The directories it is meant for; none given: any worker's will do. */
  directories?: WantedDirectories;
  /** Its line of the audit, stored with it. */
  audit?: Pick<AuditEntry, 'action' | 'details'>;
  /** The settled request this one repeats for some apps, with the id of its bundle if it sealed one. */
  retryOf?: { id: string; bundle: string | null };
}

/** See GatewayRecords.accept. */
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

/** The right to walk one request from phase to phase. */
export interface RequestLease {
  requestId: string;
  holder: string;
  fence: number;
}

/** What the gateway asks of the records. */
export interface GatewayRecords {
  /**
   * Stores a request and takes its leases in one transaction. With a used idempotency key and the same action and
   * parameters the earlier request comes back with `fresh` false. `granted`: requests that left the line by this, to be
   * submitted. Throws APP_BUSY, IDEMPOTENCY_MISMATCH.
   */
  accept(request: NewRequest): Promise<Accepted>;
  request(id: string): Promise<RequestRecord | null>;
  /** Where a request stands, without reading its apps; null when there is none. */
  stateOf(id: string): Promise<RequestState | null>;
  /** Rows of `pre_deploy_manage` by randomStr, in the order asked for; missing ones are left out. */
  deployRows(randomStrs: string[]): Promise<DeployRow[]>;
  /** What a caller means by the `to` of a rollback; null when there is no such release. */
  releaseNamed(to: string): Promise<ReleaseName | null>;
  /** The `newest` finished releases and rollbacks of an app, oldest first; 500 unless told. */
  pastReleases(appKey: string, newest?: number): Promise<PastRelease[]>;
  /** The newest plan of a hash, or null. */
  planNamed(hash: string): Promise<PlanFindings | null>;
  /** Marks a request for cancelling; false when it has settled already. */
  cancel(id: string, by: string): Promise<boolean>;
  /** Settles a request that waits in line as cancelled; gives who may go now, to be submitted, or null if it does not wait. */
  cancelWaiting(id: string, by: string): Promise<string[] | null>;
  /** How a request in line stands, or null when it is not in line. */
  waiting(id: string): Promise<Waiting | null>;
  /** Deploy:Db:initdb. Frees leases whose holder no longer lives, or with `force` every lease; gives how many, and who may go. */
  freeLeases(force: boolean): Promise<{ freed: number; granted: string[] }>;
  /** One line of the audit. */
  audit(entry: AuditEntry): Promise<void>;
}

/** Who is told of settlements, as far as the records have to know; the rest stands in config.yml. */
export interface WebhookSettings {
  /** Unique; rows name it. */
  name: string;
  /** Outcomes it is told of; empty is all. */
  on: readonly string[];
  /** Actions it is told of; empty is all that change apps. */
  actions: readonly string[];
}

/** Names of the original's tables, which config.yml may change; plain identifiers. */
export interface Tables {
  records: string;
  status: string;
}

/** Makes a request of an action and its checked parameters. */
export type Decode = (action: string, parameters: WireRequest['parameters']) => Request;

/** What reading requests needs to know: rows of older programs have no typed request. */
export interface RequestDecoder {
  decode: Decode;
}

/** What storing a settlement needs to know of the installation. */
export interface Settling extends Tables, RequestDecoder {
  webhooks: readonly WebhookSettings[];
}

/** One line of the audit: who asked for what. */
export interface AuditEntry {
  user: string;
  action: string;
  job: string | null;
  details: Record<string, string>;
}

/** Who keeps a request from its apps: who holds an app, the original included, or who came before it and waits for one. */
export interface Blocker {
  app: string;
  job: string;
  action: string;
  caller: string;
  since: Date;
  /** It has the lease; otherwise it is next in line. */
  holds: boolean;
  /** The original is at work on the app, which has no job; `since` as its table has it. */
  original?: string;
}

/** Why a request in line does not go on, and how many are before it: `position` 1 is next. */
export interface Waiting {
  /** Null while it is just being let in. */
  for: Blocker | null;
  position: number;
}
