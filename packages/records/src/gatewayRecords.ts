import type { CancelThen, Hold, PlanFindings, RequestState } from '#contract';
import type { Transaction } from '#mysql';
import type { PastRelease, ReleaseName } from '#release';
import type { KeyApproval, PublicKey } from './access/hostKeys.js';
import type { CatalogueChange } from './events/catalogueChange.js';
import type { Attempt } from './requests/attempts.js';
import type { NamedRequest } from './requests/namedRequests.js';
import type { Accepted, AuditEntry, DeployRow, NewRequest, RequestRecord, Waiting, WireRequest } from './base/types.js';

/** The operations of the records that the gateway uses. */
export interface GatewayRecords {
  /**
   * Stores a request and takes its leases in one transaction. With a used idempotency key and the same action and
   * parameters the earlier request comes back with `fresh` false. `granted`: requests that left the wait queue by this, to be
   * submitted. Throws APP_BUSY, IDEMPOTENCY_MISMATCH, HOLD.
   */
  accept(request: NewRequest): Promise<Accepted>;
  request(id: string): Promise<RequestRecord | null>;
  /** The requests whose id, or whose end of it, begins with this; six at most, the newest first. */
  requestsNamed(text: string): Promise<NamedRequest[]>;
  /**
   * The request of a caller that came under an idempotency key, or null; `wire` is what the one that asks now would be. Throws
   * IDEMPOTENCY_MISMATCH when that is another one.
   */
  requestOfKey(asked: {
    caller: string;
    key: string;
    wire: (known: RequestRecord) => WireRequest;
  }): Promise<RequestRecord | null>;
  /** The state of a request, without reading its apps; null when there is no such request. */
  stateOf(id: string): Promise<RequestState | null>;
  /** Rows of `pre_deploy_manage` by randomStr, in the order asked for; missing ones are left out. */
  deployRows(randomStrs: string[]): Promise<DeployRow[]>;
  /** The release named by the `to` of a rollback; null when there is no such release. */
  releaseNamed(to: string): Promise<ReleaseName | null>;
  /** The attempts, of which retries are some, of which a request is one; none when there is no such request. */
  attemptsOf(id: string): Promise<Attempt[]>;
  /** The apps that one of these requests has left running what it asked for, in the order of the catalogue, and those nobody knows of. */
  switchedBy(requestIds: readonly string[]): Promise<{ apps: string[]; unsure: string[] }>;
  /** The `newest` finished releases and rollbacks of an app, oldest first; 500 by default. */
  pastReleases(appKey: string, newest?: number): Promise<PastRelease[]>;
  /** The newest plan of a hash, or null. */
  planNamed(hash: string): Promise<PlanFindings | null>;
  /** See `cancel`. */
  cancel(id: string, by: string, then?: CancelThen | null): Promise<boolean>;
  /** See `storePause`. */
  pause(id: string, pause: { by: string; reason: string | null }): Promise<void>;
  /** See `endPause`. */
  endPause(id: string, by: string): Promise<void>;
  /** Settles a waiting request as cancelled; gives the ids of those granted by that, to be submitted; null if it does not wait. */
  cancelWaiting(id: string, by: string): Promise<string[] | null>;
  /** The place of a request in the wait queue, or null when it does not wait. */
  waiting(id: string): Promise<Waiting | null>;
  /** Deploy:Db:initdb. Frees leases of holders that no longer live, with `force` all; gives their number, and the ids of those granted. */
  freeLeases(force: boolean): Promise<{ freed: number; granted: string[] }>;
  /** See `storeApproval`. */
  approveHostKey(approval: KeyApproval): Promise<PublicKey[]>;
  /** The hold of the whole installation that counts now, or null. */
  hold(): Promise<Hold | null>;
  /** Holds the installation, or says anew why and until when. */
  setHold(hold: { reason: string; by: string; until: Date | null }): Promise<Hold>;
  /** Ends the hold, if there is one, and grants who waited; gives the one that was, and the ids of those granted, to be submitted. */
  endHold(by: string): Promise<{ ended: Hold | null; granted: string[] }>;
  /** See `noteCatalogueChange`. */
  noteCatalogueChange(sql: Transaction, change: CatalogueChange): void;
  /** One line of the audit. */
  audit(entry: AuditEntry): Promise<void>;
}
