import { call } from '../api/client.js';
import { t } from '../language/index.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { findingState } from '../states/releaseState.js';
import { State } from '../states/State.js';
import { LoadingLines } from '../parts/LoadingLines.js';

/** The health checks of Redis, MySQL, the store and the workers, with advice. */
export function Findings() {
  const known = useLoad(() => call('getInstallationReport'), []);
  const { value, trouble } = known;
  return (
    <section>
      <div class="bar">
        <h2>
          {t('doctor.title')} {value && <State of={findingState[value.state]} />}
        </h2>
        <button type="button" class="small" disabled={known.loading} onClick={known.again}>
          {t('doctor.again')}
        </button>
      </div>
      {trouble && <CallError trouble={trouble} />}
      {!value && known.loading && <LoadingLines lines={3} />}
      {value && (
        <ul class="findings">
          {value.findings.map(({ name, state, message, advice }) => (
            <li key={name} class={state}>
              <State of={findingState[state]} form="mark" />
              <code>{name}</code>
              <span lang="en">
                {message}
                {advice && <span class="advice">{advice}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
