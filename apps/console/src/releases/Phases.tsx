import { type Board } from '#api/client';
import { durationInWords } from '../format/duration.js';
import { t, label, locale } from '../language/index.js';
import { ElapsedTime } from '../parts/ElapsedTime.js';
import { State } from '../states/State.js';
import { stateRows } from '../states/states.js';
import { phaseSpans } from './phaseSpans.js';

/** The phases of a release with the duration of each. */
export function Phases({ board }: { board: Board }) {
  const spans = phaseSpans(board.release, board);
  if (spans.length === 0) return null;
  return (
    <ol class="phases" aria-label={t('release.way')}>
      {spans.map(({ phase, state, from, to }) => (
        <li key={phase} class={`phase ${stateRows[state].token} ${state}`}>
          <span class="phase-name">
            <State of={state} text={label('phase', phase)} form="inline" />
          </span>
          <span class="phase-time">
            {state === 'waiting' ? (
              '–'
            ) : to === null ? (
              <ElapsedTime since={from!} />
            ) : (
              durationInWords(to - from!, locale())
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
