import type { PartView, ReleaseView } from '#api';

/** The state of a target as one colour. */
export type Tone = 'todo' | 'busy' | 'wait' | 'ready' | 'ok' | 'bad' | 'back' | 'off';

/** The tone of a target: its outcome, or its state so far. */
export function toneOf(part: PartView, release: Pick<ReleaseView, 'state'>): Tone {
  if (part.standing === 'down') return 'bad';
  if (part.outcome === 'done') return 'ok';
  if (part.outcome === 'failed') return part.standing === 'restored' ? 'back' : 'bad';
  if (part.outcome === 'skipped') return 'off';
  if (part.vote === 'failed' || part.trouble !== null) return part.standing === 'restored' ? 'back' : 'bad';
  // The event of the end came before the records were read again.
  if (release.state === 'settled') return part.standing === 'new' || part.vote === 'done' ? 'ok' : 'off';
  if (part.waiting) return 'wait';
  if (part.vote === 'done') return part.phase === 'activate' || part.phase === 'visit' ? 'ok' : 'ready';
  return part.phase === null ? 'todo' : 'busy';
}

/** The number of targets of each tone. */
export function countTones(release: Pick<ReleaseView, 'state' | 'apps'>): Record<Tone, number> {
  const counts: Record<Tone, number> = { todo: 0, busy: 0, wait: 0, ready: 0, ok: 0, bad: 0, back: 0, off: 0 };
  for (const part of release.apps) counts[toneOf(part, release)] += 1;
  return counts;
}

/**
 * The key of the label for the state of a target. `new` is the API's word for an app that runs what was asked for: after a
 * rollback that is an earlier release.
 */
export const standingKey = (release: Pick<ReleaseView, 'action'>, standing: string): string =>
  release.action === 'rollback' && standing === 'new' ? 'back' : standing;
