import { asCodedError, type Phase, type CodedError } from '#contract';
import type { App } from '#release';
import { namingWhoCancelled } from '../state/canceller.js';
import { errorLocation } from '../telemetry/errorLocation.js';
import { requeued } from '../host/hostPhase.js';
import type { OnceInput } from '../state/onceJob.js';

/**
 * Runs the part of one app in a phase that runs once, and stores its result: an app that fails does not hide the results of
 * the others, and a phase in which one failed is not done. Throws the errors that put the job back into the queue.
 */
export async function reportOnce(
  { deps, request, signal }: OnceInput,
  phase: Phase,
  { appKey }: App,
  work: () => Promise<object>,
): Promise<void> {
  const part = { requestId: request.id, appKey, phase, lease: null } as const;
  const begunAt = deps.now();
  const found = await work().then(
    (facts) => ({ facts: { ...facts } }),
    (thrown: unknown) => ({ trouble: asCodedError(signal.aborted ? signal.reason : thrown) }),
  );
  // These errors end the work on all apps: the worker that takes the request over begins with them again.
  if ('trouble' in found && requeued.has(found.trouble.code)) throw found.trouble;
  const trouble: CodedError | null =
    'trouble' in found ? await namingWhoCancelled(deps, request.id, found.trouble) : null;
  const host = typeof trouble?.details.host === 'string' ? trouble.details.host : null;
  const report = trouble?.report(errorLocation(deps.now(), host, phase, 1, begunAt)) ?? null;
  const facts = 'facts' in found ? found.facts : {};
  await deps.records.storeHostResult(part, {
    vote: trouble ? 'failed' : 'done',
    standing: null,
    trouble: report,
    facts,
  });
  deps.announce(request.id);
}
