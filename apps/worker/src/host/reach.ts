import type { Observation } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';
import { targetKeyOf, type HostPhase } from './hostPhase.js';
import { observeThrown } from '../remote/toObservation.js';

/** A connection is there before that, as a rule: who waits longer says what for. */
const shownAfterMs = 1000;

/**
 * Waits until a connection to the app's host stands, without a place, and then for a place of this worker: hosts that do not
 * answer keep nobody from those that do. Gives what kept it from the host, or null.
 */
export async function reach(deps: WorkerDeps, hostPhase: HostPhase, signal: AbortSignal): Promise<Observation | null> {
  const { place, record } = hostPhase;
  const target = deps.target(record.app);
  let shown = Promise.resolve();
  const show = (): void => {
    shown = deps.records
      .wait(targetKeyOf(hostPhase), `${record.app.host} to answer`)
      .catch((thrown: unknown) => deps.log.warn({ err: thrown }, 'what an app waits for could not be shown'));
  };
  let late: NodeJS.Timeout | undefined;
  try {
    if (!deps.ssh.stands(target)) {
      place.leave();
      late = setTimeout(show, shownAfterMs);
      await deps.ssh.reach(target, signal);
    }
    await place.take(signal);
    return null;
  } catch (thrown) {
    return observeThrown(signal.aborted ? signal.reason : thrown);
  } finally {
    clearTimeout(late);
    // What is shown late would be shown for ever.
    await shown;
  }
}
