import { asCodedError, inEnglish, untilContinued, untilResumed, type Hold } from '#contract';
import type { RequestRecord } from '#records';
import { logFields } from '../telemetry/logFields.js';
import type { WorkerDeps } from '../state/dependencies.js';

/**
 * Does what throws HOLD while the installation is held, or PAUSED while the request is paused; false then, with that stored as what the
 * request waits for.
 */
export async function unlessHeld(
  { records, announce, log }: Pick<WorkerDeps, 'records' | 'announce' | 'log'>,
  request: RequestRecord,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (thrown) {
    const held = asCodedError(thrown);
    if (held.code !== 'HOLD' && held.code !== 'PAUSED') throw thrown;
    const what =
      held.code === 'HOLD'
        ? untilResumed(held.details as unknown as Hold)
        : untilContinued(held.details as Readonly<Record<string, string>>);
    if (request.waiting?.for === inEnglish(what).message) return false;
    await records.waitAsWhole(request.id, what);
    announce(request.id);
    log.info(
      { ...logFields(request), phase: request.phase },
      held.code === 'HOLD' ? 'waits: the installation is held' : 'waits: paused',
    );
    return false;
  }
}
