import type { PartView, ReleaseView } from '#api';
import type { StateName } from './states.js';

/** The states a target can have in a release. */
export const targetStates = [
  'succeeded',
  'prepared',
  'running',
  'queued',
  'rolledBack',
  'failing',
  'failed',
  'unchanged',
  'waiting',
] as const satisfies readonly StateName[];
export type TargetState = (typeof targetStates)[number];

/** Phases after which a target runs what was asked for. */
const succeeds: ReadonlySet<string> = new Set(['activate', 'wrapUp', 'visit']);

/** How a target of a release stands: its outcome, or how far it is. */
export function targetState(part: PartView, release: Pick<ReleaseView, 'state'>): TargetState {
  const { standing, outcome, vote, phase } = part;
  if (standing === 'down') return 'failing';
  if (outcome === 'done') return 'succeeded';
  if (outcome === 'skipped') return 'unchanged';
  if (outcome === 'failed' || vote === 'failed' || part.trouble !== null)
    return standing === 'restored' ? 'rolledBack' : 'failed';
  // The event of the end came before the records were read again.
  if (release.state === 'settled') return standing === 'new' || vote === 'done' ? 'succeeded' : 'unchanged';
  if (part.waiting) return 'queued';
  if (vote === 'done') return phase !== null && succeeds.has(phase) ? 'succeeded' : 'prepared';
  return phase === null ? 'waiting' : 'running';
}

/** The number of targets in each state. */
export function countTargets(release: Pick<ReleaseView, 'state' | 'apps'>): ReadonlyMap<TargetState, number> {
  const counts = new Map<TargetState, number>();
  for (const part of release.apps) {
    const state = targetState(part, release);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return counts;
}

/**
 * The key of the sentence about what runs on a target. `new` is the API's word for an app that runs what was asked for: after a
 * rollback that is an earlier release.
 */
export const standingKey = (release: Pick<ReleaseView, 'action'>, standing: string): string =>
  release.action === 'rollback' && standing === 'new' ? 'back' : standing;
