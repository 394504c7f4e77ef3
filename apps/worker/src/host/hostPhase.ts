import type { AppJob, Place, Stops } from '#queue';
import type { TargetRecord, Lease, TargetKey, RequestHead } from '#records';
import type { Pipeline } from '#release';

/** One phase of a request on one app, while a worker is at it. */
export interface HostPhase {
  request: RequestHead;
  record: TargetRecord;
  job: AppJob;
  pipeline: Pipeline;
  /** Null for what changes nothing. */
  lease: Lease | null;
  /** `ending` also fires when the lease is lost. */
  stops: Stops;
  /** Of this worker; left while the host is waited for. */
  place: Place;
}

/** What the records call the same. */
export const targetKeyOf = ({ job, lease }: Pick<HostPhase, 'job' | 'lease'>): TargetKey => ({ ...job, lease });

/** Phases whose whole purpose is to bring an app back to order are not cut off by a cancel. */
export const cancellable = (phase: string): boolean => phase !== 'undo' && phase !== 'discard';

/** Passes on at once what is no fault of the host; the job goes back to the queue as it is. */
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
