import type { Phase } from '#contract';
import type { Output } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';

/**
 * Adds the output of programs to the log of a release. The log is for readers and decides nothing: output that cannot be stored
 * is noted in the worker's own log, and the work goes on.
 */
export async function writeOutput(
  { records, log }: WorkerDeps,
  { requestId, appKey = null, phase }: { requestId: string; appKey?: string | null; phase: Phase },
  step: string,
  output: readonly Output[],
): Promise<void> {
  try {
    for (const { of, stream, text } of output)
      await records.writeLog({ requestId, appKey, phase, step, of, stream, text });
  } catch (thrown) {
    log.warn(
      { request: requestId, ...(appKey === null ? {} : { app: appKey }), phase, err: thrown },
      'what was said could not be kept',
    );
  }
}
