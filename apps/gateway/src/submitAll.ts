import type { House } from './house.js';

/** Hands stored requests that have their leases to the workers. What does not reach Redis now is found by their sweep. */
export async function submitAll({ submitter }: House, ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => submitter.submit(id).catch(() => undefined)));
}
