import type { WorkerDeps } from '../state/dependencies.js';

/**
 * The present for who judges whether a file still changes: the earlier of what the clocks of MySQL and of the store say, since
 * one that is ahead takes what was just written for old.
 */
export async function presentOf({ now, store }: WorkerDeps): Promise<Date> {
  return new Date(Math.min(now().getTime(), (await store.clock()).getTime()));
}
