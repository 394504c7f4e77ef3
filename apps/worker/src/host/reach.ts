import type { Observation } from '#release';
import type { House } from '../state/house.js';
import { partOf, type Visit } from './atWork.js';
import { observeThrown } from '../remote/observe.js';

/** A connection is there before that, as a rule: who waits longer says what for. */
const shownAfterMs = 1000;

/**
 * Waits until a connection to the app's host stands, without a place, and then for a place of this worker: hosts that do not
 * answer keep nobody from those that do. Gives what kept it from the host, or null.
 */
export async function reach(house: House, visit: Visit, signal: AbortSignal): Promise<Observation | null> {
  const { place, record } = visit;
  const target = house.target(record.app);
  let shown = Promise.resolve();
  const show = (): void => {
    shown = house.records
      .wait(partOf(visit), `${record.app.host} to answer`)
      .catch((thrown: unknown) => house.log.warn({ err: thrown }, 'what an app waits for could not be shown'));
  };
  let late: NodeJS.Timeout | undefined;
  try {
    if (!house.ssh.stands(target)) {
      place.leave();
      late = setTimeout(show, shownAfterMs);
      await house.ssh.reach(target, signal);
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
