import type { Workers } from '#queue';
import { clocksAgree } from './clocks.js';
import type { WorkerDeps } from './dependencies.js';
import { every } from '#async';

const everyMs = 5_000;
/** Sweeps between two removals of old bundles: nobody waits for that. */
const pruneEvery = 12;

/**
 * Compares the records with the queue now and then: a request that is not finished and has no job (Redis lost it, or the
 * gateway died between storing and submitting) gets one again, and the wait queue of apps that came free moves on. A try that a
 * wrong clock put off comes at once. Old bundles and packages are removed on the way; old rows of MySQL are removed by
 * retention.ts.
 */
export function startSweep(
  deps: WorkerDeps,
  workers: Pick<Workers, 'resubmit' | 'hasten' | 'clock'>,
): { stop: () => Promise<void> } {
  let sweeps = 0;
  const putBack = (request: string, changes: boolean): Promise<void> =>
    workers.resubmit(request, changes).catch((thrown: unknown) => {
      deps.log.warn({ request, err: thrown }, 'a request could not be put back into the queue');
    });
  const sweep = async (): Promise<void> => {
    await deps.records.endLapsedHold();
    await deps.submit(await deps.records.grantNext());
    for (const { id, changes } of await deps.records.unsettled(5)) await putBack(id, changes);
    await workers.hasten();
    if (sweeps++ % pruneEvery !== 0 || !(await clocksAgree(deps, workers))) return;
    const { keepBundles, keepPackages } = deps.config.release;
    const bundles = await deps.store.prune(await deps.records.wantedBundles(keepBundles));
    const packages = await deps.packages.prune(await deps.records.wantedPackages(), keepPackages * 1000);
    if (bundles.length + packages.length > 0) deps.log.info({ bundles, packages }, 'removed from the store');
  };
  return every(everyMs, sweep, (thrown) => deps.log.warn({ err: thrown }, 'the sweep did not end well'));
}
