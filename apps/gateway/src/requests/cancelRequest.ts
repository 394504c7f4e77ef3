import { CodedError, type CancelThen } from '#contract';
import type { RequestRecord } from '#records';
import type { GatewayDeps } from '../state/dependencies.js';
import { grantedJobs, submitAll } from './submitAll.js';

/**
 * Cancels a request; the workers stop at the next safe point, and `then` says what becomes of what is switched by then. One in the wait queue
 * is finished right here: `ended`. Throws JOB_UNKNOWN, JOB_SETTLED.
 */
export async function cancelRequest(
  id: string,
  user: string,
  deps: GatewayDeps,
  then: CancelThen | null = null,
): Promise<{ request: RequestRecord; ended: boolean }> {
  const { records, submitter } = deps;
  if ((await records.stateOf(id)) === null) throw new CodedError('JOB_UNKNOWN', { job: id });
  const granted = await records.cancelWaiting(id, user);
  const cancelled = granted !== null || (await records.cancel(id, user, then));
  const request = (await records.request(id))!;
  if (!cancelled) throw new CodedError('JOB_SETTLED', { job: id, outcome: request.settlement?.outcome });
  deps.log.info(
    { request: id, action: request.wire.action, caller: user },
    granted ? 'cancelled in line' : 'cancel asked for',
  );
  await submitAll(deps, grantedJobs(granted ?? []));
  // The cancel is stored; a worker that is not notified of it now reads it at its next step.
  if (granted === null) await submitter.cancel(id).catch(() => undefined);
  return { request, ended: granted !== null };
}
