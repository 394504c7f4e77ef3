import type { WorkerDeps } from '../state/dependencies.js';

/**
 * The present time by which a file is judged to still change: the earlier of the clocks of MySQL and of the store, since one
 * that is ahead takes a file just written for old.
 */
export async function presentOf({ now, store }: WorkerDeps): Promise<Date> {
  return new Date(Math.min(now().getTime(), (await store.clock()).getTime()));
}
