import type { RequestRecord, Waiting } from '#records';

/** A request in the wait queue: its blocker, the start of its wait, and its position, of which 1 is next. */
export function waitingView(
  { acceptedAt }: RequestRecord,
  waiting: Waiting,
): { for: string; since: string; position: number } {
  const { for: obstacle, position } = waiting;
  const by =
    obstacle?.original === undefined
      ? obstacle && `job ${obstacle.job} (${obstacle.action} by ${obstacle.caller})`
      : `the original (${obstacle.caller}) since ${obstacle.original}`;
  const held = obstacle && `${obstacle.app}, ${obstacle.holds ? 'held by' : 'which is next for'} ${by}`;
  return { for: held ?? 'a worker to take it up', since: acceptedAt.toISOString(), position };
}
