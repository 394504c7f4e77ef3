import { advance, type StepRecord } from '#release';
import type { WorkerDeps } from '../state/dependencies.js';
import type { HostPhase } from './hostPhase.js';
import { reportHostResult, standingOf } from './reportHostResult.js';
import { contextOf } from './context.js';
import { runStep } from './runStep.js';

/** Runs the steps that `advance` names until the phase ends, then reports the host result. */
export async function runPipeline(deps: WorkerDeps, hostPhase: HostPhase): Promise<void> {
  const { request, record, job } = hostPhase;
  const all = await deps.records.stepHistory(request.id, record.app.appKey);
  const earlier = all.filter((past) => past.phase !== job.phase);
  const history: StepRecord[] = all.filter((past) => past.phase === job.phase);
  if (request.recorded && job.phase === 'prepare') await deps.records.openDeployRow(request, record);
  const past = deps.historyOf(record.app);
  for (;;) {
    const context = await contextOf(deps, hostPhase, [...earlier, ...history], past);
    const next = advance(hostPhase.pipeline, history, context);
    if (next.do === 'step') {
      history.push(await runStep(deps, hostPhase, next, context, history));
      continue;
    }
    const trouble = next.outcome === 'failed' ? next.trouble : null;
    await reportHostResult(deps, hostPhase, standingOf(hostPhase, next, history), trouble, [...earlier, ...history]);
    return;
  }
}
