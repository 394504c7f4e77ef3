import type { Workers } from '#queue';
import { clocksAgree } from './clocks.js';
import type { WorkerDeps } from './dependencies.js';
import { every } from '#async';

const everyMs = 60_000;

/**
 * Removes rows older than `retention` says from MySQL, a little at a time. Every worker asks for its turn, and each kind is
 * one worker's at a time. Nothing is removed by a clock that deviates.
 */
export function startRetention(
  deps: Pick<WorkerDeps, 'config' | 'records' | 'log' | 'now' | 'store'>,
  workers: Pick<Workers, 'clock'>,
): { stop: () => Promise<void> } {
  const { retention, release } = deps.config;
  const kept = { releases: release.keep, bundles: release.keepBundles };
  const prune = async (): Promise<void> => {
    if (!(await clocksAgree(deps, workers))) return;
    for (const { what, rows } of await deps.records.prune(retention, kept)) {
      deps.log.info({ what, rows, days: retention[what] }, 'removed from MySQL what was old');
    }
  };
  return every(everyMs, prune, (thrown) => deps.log.warn({ err: thrown }, 'what is old could not be removed'));
}
