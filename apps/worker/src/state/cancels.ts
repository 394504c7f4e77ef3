import type { Workers } from '#queue';
import type { WorkerDeps } from './dependencies.js';
import { every } from '#async';

const everyMs = 2000;

/**
 * Stops the work of this worker on requests that the records hold as cancelled: the message over Redis comes sooner, and may
 * not come at all.
 */
export function watchCancels(
  deps: WorkerDeps,
  workers: Pick<Workers, 'inHand' | 'cancel'>,
): { stop: () => Promise<void> } {
  const look = async (): Promise<void> => {
    const inHand = workers.inHand();
    if (inHand.length === 0) return;
    for (const requestId of await deps.records.cancelledAmong(inHand)) workers.cancel(requestId);
  };
  return every(everyMs, look, (thrown) => deps.log.warn({ err: thrown }, 'cancels could not be looked for'));
}
