import { statement } from '#contract';
import type { Observation } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';
import { targetKeyOf, type HostPhase } from './hostPhase.js';
import { observeThrown } from '../remote/toObservation.js';

/** Milliseconds after which the wait for a connection is shown; as a rule it is there before. */
const shownAfterMs = 1000;

/**
 * Waits until a connection to the app's host is up, without a slot, and then for a slot of this worker: hosts that do not
 * answer keep nobody from those that do. Gives the observation of a failure, or null.
 */
export async function reachHost(
  deps: WorkerDeps,
  hostPhase: HostPhase,
  signal: AbortSignal,
): Promise<Observation | null> {
  const { place, record } = hostPhase;
  const target = deps.target(record.app);
  let shown = Promise.resolve();
  const show = (): void => {
    shown = deps.records
      .wait(targetKeyOf(hostPhase), statement('waits.answer', { host: record.app.host }))
      .catch((thrown: unknown) => deps.log.warn({ err: thrown }, 'what an app waits for could not be shown'));
  };
  let late: NodeJS.Timeout | undefined;
  try {
    if (!deps.ssh.isConnected(target)) {
      place.leave();
      late = setTimeout(show, shownAfterMs);
      await deps.ssh.connect(target, signal);
    }
    await place.take(signal);
    return null;
  } catch (thrown) {
    return observeThrown(signal.aborted ? signal.reason : thrown);
  } finally {
    clearTimeout(late);
    // A wait stored later would be shown for ever.
    await shown;
  }
}
