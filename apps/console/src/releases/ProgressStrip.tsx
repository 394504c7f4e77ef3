import type { ReleaseView } from '#api';
import { type StateName, stateRows } from '../states/states.js';
import { targetState } from '../states/targetState.js';

const size = 9;
const gap = 2;
const perLine = 50;

/** Every host of a release as one small square in the colour of its state. */
export function ProgressStrip({ release }: { release: Pick<ReleaseView, 'state' | 'apps'> }) {
  const paths = new Map<StateName, string>();
  release.apps.forEach((part, index) => {
    const x = (index % perLine) * (size + gap);
    const y = Math.floor(index / perLine) * (size + gap);
    const state = targetState(part, release);
    paths.set(state, `${paths.get(state) ?? ''}M${x} ${y}h${size}v${size}h-${size}z`);
  });
  const width = Math.min(release.apps.length, perLine) * (size + gap) - gap;
  const height = Math.ceil(release.apps.length / perLine) * (size + gap) - gap;
  return (
    <svg class="strip" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {[...paths].map(([state, path]) => (
        <path key={state} class={`fill-${state === 'waiting' ? 'todo' : stateRows[state].token}`} d={path} />
      ))}
    </svg>
  );
}
