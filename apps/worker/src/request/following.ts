import type { Phase } from '#contract';
import type { RequestRecord, TargetRecord } from '#records';
import { nextPhase, type PhaseRun } from '#release';

/** Phases that go on with what was asked for; the others put things right, which no hold keeps from being done. */
const forward: ReadonlySet<Phase> = new Set<Phase>(['stage', 'prepare', 'hooks', 'activate', 'wrapUp', 'visit']);

export const goesOn = ({ phase }: PhaseRun): boolean => forward.has(phase);

/** The phase that follows the one that has ended, with all apps of a request or with these. */
export function following(request: RequestRecord, apps: readonly TargetRecord[] = request.apps): PhaseRun {
  const { request: asked, batch, rollout, phase, phaseTrouble } = request;
  // Hosts out of service are left alone: the next release takes away what lies there.
  if (phaseTrouble?.code === 'HOST_OUT_OF_SERVICE') return { phase: 'settle', batch };
  const [failed, cancelled] = [phaseTrouble !== null, request.cancelledBy !== null];
  const repeats = request.retryOf !== null;
  return nextPhase({ request: asked, repeats, ended: phase, batch, failed, cancelled, rollout, apps });
}
