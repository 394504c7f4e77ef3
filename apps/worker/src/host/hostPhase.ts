import type { AppJob, WorkSlot, Stops } from '#queue';
import type { TargetRecord, Lease, TargetKey, RequestHead } from '#records';
import type { Pipeline } from '#release';

/** One phase of a request on one app, while a worker runs it. */
export interface HostPhase {
  request: RequestHead;
  record: TargetRecord;
  job: AppJob;
  pipeline: Pipeline;
  /** Null for a request that changes nothing. */
  lease: Lease | null;
  /** `ending` also fires when the lease is lost. */
  stops: Stops;
  /** A slot of this worker; left while the host is waited for. */
  place: WorkSlot;
}

/** The key of a host phase in the records. */
export const targetKeyOf = ({ job, lease }: Pick<HostPhase, 'job' | 'lease'>): TargetKey => ({ ...job, lease });

/** False for phases that bring an app back to order: a cancel does not stop them. */
export const cancellable = (phase: string): boolean => phase !== 'undo' && phase !== 'hooksUndo' && phase !== 'discard';

/** Codes of errors that are no fault of the host: the job goes back to the queue at once, as it is. */
export const requeued: ReadonlySet<string> = new Set([
  'SHUTTING_DOWN',
  'LEASE_LOST',
  'MYSQL_AWAY',
  'MYSQL_UNKNOWN',
  'QUEUE_AWAY',
  'QUEUE_FULL',
  'QUEUE_READONLY',
  'DIRECTORY_ELSEWHERE',
]);
