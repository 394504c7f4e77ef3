import type { ReleaseView } from '#contract';
import { duration } from '../format/duration.js';
import { t, word } from '../language/index.js';
import type { Grid } from '../matrix/cells.js';
import { Clock } from '../parts/Clock.js';
import { phaseSpans } from './phaseSpans.js';

/** The way of the whole release, with how long each part of it took. */
export function Phases({ release, grid }: { release: ReleaseView; grid: Grid }) {
  const spans = phaseSpans(release, grid);
  if (spans.length === 0) return null;
  return (
    <ol class="phases" aria-label={t('release.way')}>
      {spans.map(({ phase, state, from, to }) => (
        <li key={phase} class={state}>
          <span class="phase-name">{word('phase', phase)}</span>
          <span class="phase-time">
            {state === 'todo' ? '–' : to === null ? <Clock since={from!} /> : duration(to - from!)}
          </span>
        </li>
      ))}
    </ol>
  );
}
