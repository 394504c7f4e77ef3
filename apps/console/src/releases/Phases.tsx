import type { ReleaseView } from '#contract';
import { duration } from '../format/duration.js';
import { t, label } from '../language/index.js';
import type { MatrixGrid } from '../matrix/cells.js';
import { ElapsedTime } from '../parts/ElapsedTime.js';
import { phaseSpans } from './phaseSpans.js';

/** The phases of a release with the duration of each. */
export function Phases({ release, grid }: { release: ReleaseView; grid: MatrixGrid }) {
  const spans = phaseSpans(release, grid);
  if (spans.length === 0) return null;
  return (
    <ol class="phases" aria-label={t('release.way')}>
      {spans.map(({ phase, state, from, to }) => (
        <li key={phase} class={state}>
          <span class="phase-name">{label('phase', phase)}</span>
          <span class="phase-time">
            {state === 'todo' ? '–' : to === null ? <ElapsedTime since={from!} /> : duration(to - from!)}
          </span>
        </li>
      ))}
    </ol>
  );
}
