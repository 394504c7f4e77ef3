import { CodedError } from '#contract';
import type { WorkerDeps } from './dependencies.js';

/** The same error; a cancel gets the name of who asked for it, which the signal that stopped the work does not hold. */
export async function namingWhoCancelled(
  deps: WorkerDeps,
  requestId: string,
  trouble: CodedError,
): Promise<CodedError> {
  if (trouble.code !== 'CANCELLED') return trouble;
  const by = await deps.records.cancelledBy(requestId);
  return by ? new CodedError('CANCELLED', { by }) : trouble;
}
