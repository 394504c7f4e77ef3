import type { PlanView } from '../schemas/plan.js';
import type { ReleaseView } from '../schemas/release.js';
import type { Client } from './call.js';

const isPlan = (answer: PlanView | ReleaseView): answer is PlanView => 'hash' in answer;

/** The plan a request for one leads to; a worker may need longer for it than one answer is held. Throws as a call does. */
export async function awaitPlan(
  client: Pick<Client, 'call'>,
  first: PlanView | ReleaseView,
  signal: AbortSignal,
): Promise<PlanView> {
  const path = { id: first.id };
  let answer = first;
  for (let after = 0; !isPlan(answer);) {
    after = (await client.call('followRelease', { path, query: { after, wait: 20 }, signal })).next;
    answer = await client.call('getPlan', { path, signal });
  }
  return answer;
}
