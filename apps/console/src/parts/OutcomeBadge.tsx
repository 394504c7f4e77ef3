import type { ReleaseHead } from '#api';
import { t, label } from '../language/index.js';

type ReleaseState = Pick<ReleaseHead, 'state' | 'outcome' | 'cancelledBy'>;

/** The CSS class of a release's state. */
export function outcomeClass({ state, outcome }: ReleaseState): string {
  if (state !== 'settled') return state === 'running' ? 'busy' : 'wait';
  return { done: 'ok', partial: 'back', failed: 'bad', cancelled: 'off', superseded: 'off' }[outcome ?? 'failed'];
}

/** The state of a release, or its outcome, as a badge. */
export function OutcomeBadge({ release }: { release: ReleaseState }) {
  const { state, outcome, cancelledBy } = release;
  const text =
    state === 'settled'
      ? label('outcome', outcome ?? 'failed')
      : cancelledBy === null
        ? label('state', state)
        : t('release.stopping');
  return <span class={`badge ${outcomeClass(release)}`}>{text}</span>;
}
