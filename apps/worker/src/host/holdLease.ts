import { setTimeout as pause } from 'node:timers/promises';
import { statement } from '#contract';
import type { AppJob } from '#queue';
import type { Lease } from '#records';
import type { WorkerDeps } from '../state/dependencies.js';

const lookEveryMs = 500;

/**
 * Acquires an app's lease for one run of a job. While another holder of the same request lives, it waits: that one ends,
 * or its lease runs out because it died. `lost` when the lease is not the request's any more.
 */
export async function holdLease(deps: WorkerDeps, job: AppJob, signal: AbortSignal): Promise<Lease | 'lost'> {
  const { requestId, appKey } = job;
  const claim = { requestId, appKey, holder: deps.leaseRenewer.holder(), life: deps.config.lease.life };
  for (let attempts = 0; ; attempts += 1) {
    const held = await deps.records.acquireLease(claim);
    if (held !== 'taken') return held;
    if (attempts === 1) {
      await deps.records.wait({ ...job, lease: null }, statement('waits.holder', { app: appKey }));
    }
    await pause(lookEveryMs, undefined, { signal });
  }
}
