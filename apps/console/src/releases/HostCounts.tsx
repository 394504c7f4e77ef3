import type { ReleaseView } from '#api';
import { t } from '../language/index.js';
import { countTones, type Tone } from '../matrix/standing.js';

const shown: readonly Tone[] = ['ok', 'ready', 'busy', 'wait', 'back', 'bad', 'off', 'todo'];

/** The number of hosts in each state. */
export function HostCounts({ release }: { release: Pick<ReleaseView, 'state' | 'apps'> }) {
  const counts = countTones(release);
  return (
    <ul class="counts">
      {shown
        .filter((tone) => counts[tone] > 0)
        .map((tone) => (
          <li key={tone}>
            <span class={`dot ${tone}`} aria-hidden="true" />
            <b>{counts[tone]}</b> {t(`tone.${tone}`)}
          </li>
        ))}
    </ul>
  );
}
