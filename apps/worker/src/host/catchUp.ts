import { CodedError } from '#contract';
import type { Facts, Observation } from '#release';
import { logFields } from '../telemetry/logFields.js';
import type { WorkerDeps } from '../state/dependencies.js';
import type { HostPhase } from './hostPhase.js';

/** A fence that may be taken from a host: it may answer anything, and its answer ends up in our records. */
const credible = /^\d{1,15}$/;

const number = (value: unknown): number | null =>
  typeof value === 'string' && credible.test(value) ? Number(value) : null;

/**
 * Raises the fence of our lease when a host has seen a newer one: our records are older than the host, as after a restore. If
 * the host names this installation, and nothing leaves its identity open, that newer holder was ourselves and lives no more,
 * since we hold the lease. A takeover raises the fence whoever the holder was. Gives the facts to record, or null when it is not
 * for us to raise. Throws LEASE_LOST.
 */
export async function catchUp(deps: WorkerDeps, hostPhase: HostPhase, { trouble }: Observation): Promise<Facts | null> {
  const { lease, request, record } = hostPhase;
  const seen = trouble?.code === 'FENCE_OLD' ? number(trouble.details.seen) : null;
  if (seen === null || !lease) return null;
  const { self, agrees } = deps.installation;
  const own = trouble?.details.holder === self.id;
  if (request.request.kind !== 'takeover' && !(own && (await agrees()))) return null;
  const before = lease.fence;
  const raised = await deps.records.raiseFence(lease, seen);
  if (raised === null) throw new CodedError('LEASE_LOST', { app: record.app.appKey });
  lease.fence = raised;
  if (!own) return {};
  const details = { app: record.app.appKey, host: record.app.host, seen: String(seen), fence: String(before) };
  await deps.records.audit({ user: request.caller, action: 'catchup', job: request.id, details });
  deps.log.warn(
    { ...logFields(request, record.app), seen, fence: before, raised },
    'the host is ahead of the database, which is older than what was done there: caught up',
  );
  return { fence_seen: String(seen), fence_was: String(before), fence_raised: String(raised) };
}
