import type { DriftView, ReleaseHead } from '#api';
import type { FindingState, Outcome } from '#contract/lists';
import type { StateName } from './states.js';

const ofOutcome: Readonly<Record<Outcome, StateName>> = {
  done: 'succeeded',
  partial: 'partial',
  failed: 'failed',
  cancelled: 'cancelled',
  superseded: 'superseded',
};

/** How an outcome is shown. */
export const outcomeState = (outcome: Outcome | null): StateName => ofOutcome[outcome ?? 'failed'];

/** How a release stands, or how it ended. */
export function releaseState({ state, outcome }: Pick<ReleaseHead, 'state' | 'outcome'>): StateName {
  if (state === 'settled') return outcomeState(outcome);
  return state === 'running' ? 'running' : 'queued';
}

/** How what is live stands to the release that made it. */
export const driftState: Readonly<Record<DriftView['state'], StateName>> = {
  exact: 'uniform',
  drifted: 'drifted',
  unknown: 'unknown',
};

/** How something that was examined is. */
export const findingState: Readonly<Record<FindingState, StateName>> = {
  ok: 'healthy',
  warning: 'warning',
  failed: 'failing',
};
