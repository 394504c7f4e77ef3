import type { ReleaseView } from '#api';
import { State } from '../states/State.js';
import { countTargets, targetStates } from '../states/targetState.js';

/** The number of hosts in each state. */
export function HostCounts({ release }: { release: Pick<ReleaseView, 'state' | 'apps'> }) {
  const counts = countTargets(release);
  return (
    <ul class="counts">
      {targetStates
        .filter((state) => counts.has(state))
        .map((state) => (
          <li key={state}>
            <b>{counts.get(state)}</b> <State of={state} form="inline" />
          </li>
        ))}
    </ul>
  );
}
