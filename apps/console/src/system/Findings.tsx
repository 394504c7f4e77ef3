import { call } from '../api/client.js';
import { t } from '../language/index.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { LoadingLines } from '../parts/LoadingLines.js';

const tones = { ok: 'ok', warning: 'back', failed: 'bad' } as const;

/** The health checks of Redis, MySQL, the store and the workers, with advice. */
export function Findings() {
  const known = useLoad(() => call('getInstallationReport'), []);
  const { value, trouble } = known;
  return (
    <section>
      <div class="bar">
        <h2>
          {t('doctor.title')} {value && <span class={`badge ${tones[value.state]}`}>{t(`doctor.${value.state}`)}</span>}
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
              <span class={`dot ${tones[state]}`} aria-hidden="true" />
              <code>{name}</code>
              <span>
                <span class="unseen">{t(`doctor.${state}`)}: </span>
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
