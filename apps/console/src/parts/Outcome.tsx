import type { ReleaseHead } from '#contract';
import { t, word } from '../language/index.js';

type Standing = Pick<ReleaseHead, 'state' | 'outcome' | 'cancelledBy'>;

/** How a release stands, as one word. */
export function outcomeClass({ state, outcome }: Standing): string {
  if (state !== 'settled') return state === 'running' ? 'busy' : 'wait';
  return { done: 'ok', partial: 'back', failed: 'bad', cancelled: 'off', superseded: 'off' }[outcome ?? 'failed'];
}

/** The same as a badge. */
export function Outcome({ release }: { release: Standing }) {
  const { state, outcome, cancelledBy } = release;
  const text =
    state === 'settled'
      ? word('outcome', outcome ?? 'failed')
      : cancelledBy === null
        ? word('state', state)
        : t('release.stopping');
  return <span class={`badge ${outcomeClass(release)}`}>{text}</span>;
}
