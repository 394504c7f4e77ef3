import { useState } from 'preact/hooks';
import type { HostView } from '#api';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { Age } from '../parts/Age.js';
import { CallError } from '../parts/errors.js';
import { Timestamp } from '../parts/Timestamp.js';

/** Hours one may choose for how long a host is out of service; the first is until somebody brings it back. */
const hours = [0, 1, 4, 24, 168] as const;

/** Takes a host out of service with a reason and an end, or brings it back. */
export function HostOutage({ name, outage, done }: { name: string; outage: HostView['outage']; done: () => void }) {
  const [reason, setReason] = useState('');
  const [span, setSpan] = useState(0);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const change = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      setTrouble(null);
      done();
    } catch (thrown) {
      setTrouble(asRefused(thrown));
    } finally {
      setBusy(false);
    }
  };
  const takeOut = (): Promise<unknown> => {
    const until = span === 0 ? {} : { until: new Date(Date.now() + span * 3_600_000).toISOString() };
    return call('putOutage', { path: { name }, body: { reason: reason.trim(), ...until } });
  };
  return (
    <section class="card-box host-card" aria-labelledby="host-service">
      <h2 id="host-service">{t('host.service')}</h2>
      {trouble && <CallError trouble={trouble} />}
      {outage === null ? (
        <form
          class="outage"
          onSubmit={(event) => {
            event.preventDefault();
            void change(takeOut);
          }}
        >
          <label>
            {t('host.reason')}
            <input
              value={reason}
              maxLength={500}
              required
              autocomplete="off"
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
          <label>
            {t('host.howLong')}
            <select value={span} onChange={(event) => setSpan(Number(event.currentTarget.value))}>
              {hours.map((count) => (
                <option key={count} value={count}>
                  {count === 0 ? t('host.untilBack') : t('host.hours', { n: count })}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" disabled={busy || reason.trim() === ''}>
            {t('host.takeOut')}
          </button>
        </form>
      ) : (
        <>
          <p>
            {t('host.outBy', { name: outage.by })} <Age at={outage.since} />
            {t('host.because')} {outage.reason}
            {outage.until !== null && (
              <>
                {' '}
                {t('host.until')} <Timestamp at={outage.until} />
              </>
            )}
          </p>
          <button
            type="button"
            disabled={busy}
            onClick={() => void change(() => call('deleteOutage', { path: { name } }))}
          >
            {t('host.bringBack')}
          </button>
        </>
      )}
    </section>
  );
}
