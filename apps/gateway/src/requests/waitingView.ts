import { untilResumed } from '#contract';
import type { GatewayRecords, RequestRecord, Waiting } from '#records';

export interface WaitingView {
  for: string;
  since: string;
  /** In the wait queue, of which 1 is next; 0 for a request that has its apps. */
  position: number;
}

/** What a request waits for: in the wait queue, or as a whole; null where it does not. */
export async function waitingOf(
  request: RequestRecord,
  records: Pick<GatewayRecords, 'waiting' | 'hold'>,
): Promise<WaitingView | null> {
  if (request.state !== 'queued') return request.waiting && { ...request.waiting, position: 0 };
  const [waiting, hold] = await Promise.all([records.waiting(request.id), records.hold()]);
  if (!waiting) return null;
  const view = waitingView(request, waiting);
  return hold ? { ...view, for: untilResumed(hold) } : view;
}

/** A request in the wait queue: its blocker, the start of its wait, and its position. */
function waitingView({ acceptedAt }: RequestRecord, waiting: Waiting): WaitingView {
  const { for: obstacle, position } = waiting;
  const by =
    obstacle?.original === undefined
      ? obstacle && `job ${obstacle.job} (${obstacle.action} by ${obstacle.caller})`
      : `the original (${obstacle.caller}) since ${obstacle.original}`;
  const held = obstacle && `${obstacle.app}, ${obstacle.holds ? 'held by' : 'which is next for'} ${by}`;
  return { for: held ?? 'a worker to take it up', since: acceptedAt.toISOString(), position };
}
