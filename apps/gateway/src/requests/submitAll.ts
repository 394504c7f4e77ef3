import type { RequestRecord } from '#records';
import type { GatewayDeps } from '../state/dependencies.js';

type Submitted = Pick<RequestRecord, 'id' | 'exclusive'>;

/** Submits stored requests that have their leases to the workers. One that does not reach Redis now is found by their sweep. */
export async function submitAll({ submitter }: GatewayDeps, requests: readonly Submitted[]): Promise<void> {
  await Promise.all(requests.map(({ id, exclusive }) => submitter.submit(id, exclusive).catch(() => undefined)));
}

/** Requests that left the wait queue: they waited for leases, so they change hosts. */
export const grantedJobs = (ids: readonly string[]): Submitted[] => ids.map((id) => ({ id, exclusive: true }));
