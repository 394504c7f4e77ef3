import { untilResumed, inEnglish, statement, type Statement } from '#contract';
import type { GatewayRecords, RequestRecord, Waiting } from '#records';

export interface WaitingView {
  for: string;
  /** What `for` says; absent where a worker stored it. */
  statement?: Statement;
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
  return hold ? { ...view, ...waitsFor(untilResumed(hold)) } : view;
}

const waitsFor = (what: Statement): Pick<WaitingView, 'for' | 'statement'> => ({
  for: inEnglish(what).message,
  statement: what,
});

/** Who stands in the way of a request in the wait queue. */
function blockerOf({ job, action, caller, original }: NonNullable<Waiting['for']>): Statement {
  return original === undefined
    ? statement('waits.job', { job, action, caller })
    : statement('waits.original', { caller, since: original });
}

/** A request in the wait queue: its blocker, the start of its wait, and its position. */
function waitingView({ acceptedAt }: RequestRecord, { for: obstacle, position }: Waiting): WaitingView {
  const what = obstacle
    ? statement(obstacle.holds ? 'waits.held' : 'waits.next', { app: obstacle.app, by: blockerOf(obstacle) })
    : statement('waits.worker');
  return { ...waitsFor(what), since: acceptedAt.toISOString(), position };
}
