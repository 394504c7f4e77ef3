import { setTimeout as pause } from 'node:timers/promises';
import type { Lease } from '#records';
import type { House } from './house.js';

const lookEveryMs = 500;

/**
 * Holds an app's lease for one run of a job. While another holder of the same request lives, it waits: that one ends,
 * or its lease runs out because it died. `lost` when the lease is not the request's any more.
 */
export async function holdLease(
  house: House,
  requestId: string,
  appKey: string,
  signal: AbortSignal,
): Promise<Lease | 'lost'> {
  const claim = { requestId, appKey, holder: house.keeper.holder(), life: house.config.lease.life };
  for (;;) {
    const held = await house.records.hold(claim);
    if (held !== 'taken') return held;
    await pause(lookEveryMs, undefined, { signal });
  }
}
