import { call } from '../api/client.js';
import { t } from '../language/index.js';
import { statedWords } from '../language/statedWords.js';
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
          {value.findings.map((finding) => {
            const { message, advice, lang } = statedWords(finding);
            return (
              <li key={finding.name} class={finding.state}>
                <State of={findingState[finding.state]} form="mark" />
                <code>{finding.name}</code>
                <span lang={lang}>
                  {message}
                  {advice && <span class="advice">{advice}</span>}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
