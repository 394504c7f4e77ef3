import { asCodedError, inEnglish, untilResumed, type Hold } from '#contract';
import type { RequestRecord } from '#records';
import { logFields } from '../telemetry/logFields.js';
import type { WorkerDeps } from '../state/dependencies.js';

/** Does what throws HOLD while the installation is held; false then, with the hold stored as what the request waits for. */
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
    if (held.code !== 'HOLD') throw thrown;
    const what = untilResumed(held.details as unknown as Hold);
    if (request.waiting?.for === inEnglish(what).message) return false;
    await records.waitAsWhole(request.id, what);
    announce(request.id);
    log.info({ ...logFields(request), phase: request.phase }, 'waits: the installation is held');
    return false;
  }
}
