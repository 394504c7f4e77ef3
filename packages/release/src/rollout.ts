import type { Phase } from '#contract';
import { plans } from './pipelines.js';

/** How far a request has come, seen from above. */
export interface Progress {
  action: string;
  /** The phase that has ended, or null when none has begun. */
  ended: Phase | null;
  /** Something in that phase did not succeed: the stage itself, or the vote of any host. */
  failed: boolean;
  cancelled: boolean;
}

/**
 * The phase that follows. No host is switched unless every host voted for it: a failed or cancelled prepare leads to
 * discard, never to activate. What was activated is not taken back here; each host undoes its own failure.
 */
export function nextPhase({ action, ended, failed, cancelled }: Progress): Phase {
  const plan = plans[action];
  if (!plan || ended === 'discard') return 'settle';
  if (failed || cancelled) return ended === 'prepare' && plan.pipelines.discard ? 'discard' : 'settle';
  const index = ended === null ? 0 : plan.phases.indexOf(ended) + 1;
  return plan.phases[index] ?? 'settle';
}

/** True for a phase whose work is done app by app. */
export function isPerApp(action: string, phase: Phase): boolean {
  return plans[action]?.pipelines[phase] !== undefined;
}
