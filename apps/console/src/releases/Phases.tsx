import { formatDuration, type Board } from '#api/client';
import { t, label } from '../language/index.js';
import { ElapsedTime } from '../parts/ElapsedTime.js';
import { phaseSpans } from './phaseSpans.js';

/** The phases of a release with the duration of each. */
export function Phases({ board }: { board: Board }) {
  const spans = phaseSpans(board.release, board);
  if (spans.length === 0) return null;
  return (
    <ol class="phases" aria-label={t('release.way')}>
      {spans.map(({ phase, state, from, to }) => (
        <li key={phase} class={state}>
          <span class="phase-name">{label('phase', phase)}</span>
          <span class="phase-time">
            {state === 'todo' ? '–' : to === null ? <ElapsedTime since={from!} /> : formatDuration(to - from!)}
          </span>
        </li>
      ))}
    </ol>
  );
}
