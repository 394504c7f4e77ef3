import { randomUUID } from 'node:crypto';
import { CodedError } from '#contract';
import type { Lease, Records, RequestLease } from '#records';
import type { Logger } from 'pino';

/** Renews the leases of this process while it works under them. */
export interface LeaseRenewer {
  /** Gives a name no other run of a job has. */
  holder(): string;
  /** Runs work while the lease is renewed; the signal fires with LEASE_LOST when it could not be. */
  withLease<T>(lease: Lease, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  withRequestLease<T>(lease: RequestLease, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** Creates a renewer: leases live `life` seconds and are renewed three times in that span. */
export function createLeaseRenewer(records: Records, name: string, life: number, log: Logger): LeaseRenewer {
  async function keep<T>(
    renew: () => Promise<boolean>,
    letGo: () => Promise<void>,
    what: string,
    of: { request: string; app?: string },
    outer: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const lost = new AbortController();
    let renewedAt = performance.now();
    const beat = async (): Promise<void> => {
      const asked = performance.now();
      try {
        if (await renew()) renewedAt = asked;
        else lost.abort(new CodedError('LEASE_LOST', { app: what }));
      } catch (thrown) {
        log.warn({ ...of, err: thrown }, 'a lease could not be renewed');
        if (performance.now() - renewedAt > life * 1000) lost.abort(new CodedError('LEASE_LOST', { app: what }));
      }
    };
    const heart = setInterval(() => void beat(), (life * 1000) / 3);
    try {
      return await work(AbortSignal.any([outer, lost.signal]));
    } finally {
      clearInterval(heart);
      await letGo().catch((thrown: unknown) => log.warn({ ...of, err: thrown }, 'a lease could not be given back'));
    }
  }
  return {
    holder: () => `${name}/${randomUUID().slice(0, 8)}`,
    withLease: (lease, signal, work) =>
      keep(
        () => records.renewLease(lease, life),
        () => records.releaseLease(lease),
        lease.appKey,
        { request: lease.requestId, app: lease.appKey },
        signal,
        work,
      ),
    withRequestLease: (lease, signal, work) =>
      keep(
        () => records.renewRequestLease(lease, life),
        () => records.releaseRequestLease(lease),
        `job ${lease.requestId}`,
        { request: lease.requestId },
        signal,
        work,
      ),
  };
}
