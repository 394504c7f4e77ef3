import { advance, type StepRecord } from '#release';
import type { House } from '../state/house.js';
import type { Visit } from './atWork.js';
import { castVote, standingOf } from './ballot.js';
import { contextOf } from './context.js';
import { doStep } from './doStep.js';

/** Asks `advance` what is next until it says the end, then votes. */
export async function perform(house: House, visit: Visit): Promise<void> {
  const { request, record, job } = visit;
  const all = await house.records.stepHistory(request.id, record.app.appKey);
  const earlier = all.filter((past) => past.phase !== job.phase);
  const history: StepRecord[] = all.filter((past) => past.phase === job.phase);
  if (request.recorded && job.phase === 'prepare') await house.records.openDeployRow(request, record);
  const past = house.pastOf(record.app);
  for (;;) {
    const context = await contextOf(house, visit, [...earlier, ...history], past);
    const next = advance(visit.pipeline, history, context);
    if (next.do === 'step') {
      history.push(await doStep(house, visit, next, context, history));
      continue;
    }
    const trouble = next.outcome === 'failed' ? next.trouble : null;
    await castVote(house, visit, standingOf(visit, next, history), trouble, [...earlier, ...history]);
    return;
  }
}
