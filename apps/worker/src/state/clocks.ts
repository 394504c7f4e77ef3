import type { Workers } from '#queue';
import type { WorkerDeps } from './dependencies.js';

/** Milliseconds the clocks may be apart by which something is judged old. */
const tolerableMs = 60_000;

/**
 * True when the clocks by which something is removed agree: those of MySQL, of Redis, and of the store's files. By one that
 * deviates nothing is removed, since a new file would be old to it; the log says so.
 */
export async function clocksAgree(
  deps: Pick<WorkerDeps, 'now' | 'store' | 'log'>,
  { clock }: Pick<Workers, 'clock'>,
): Promise<boolean> {
  const [redis, store] = await Promise.all([clock(), deps.store.clock()]);
  const clocks = { mysql: deps.now(), redis, store };
  const times = Object.values(clocks).map((at) => at.getTime());
  const apartMs = Math.max(...times) - Math.min(...times);
  if (apartMs <= tolerableMs) return true;
  deps.log.warn(
    { clocks, apartMs },
    'nothing old is removed: the clocks of MySQL, Redis and directories.store disagree',
  );
  return false;
}
