import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { onEvents } from '../live/feed.js';
import { showNotice } from '../parts/currentNotices.js';
import { CallError } from '../parts/errors.js';
import { Timestamp } from '../parts/Timestamp.js';
import { useEvery } from '../parts/useEvery.js';
import { useLoad } from '../parts/useLoad.js';

/** A hold that ends by itself is told of by a worker, if one lives. */
const everyMs = 60_000;

/** While the installation is held: who, why, until when, and the button that ends it. */
export function HoldBanner() {
  const known = useLoad(() => call('getHold'), []);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  useEffect(
    () =>
      onEvents((events) => {
        if (events.some(({ kind }) => kind === 'held' || kind === 'resumed')) known.again();
      }, known.again),
    [],
  );
  useEvery(everyMs, known.again);
  const hold = known.value?.hold ?? null;
  if (hold === null) return null;
  const end = async (): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    try {
      await call('deleteHold');
      showNotice(t('hold.ended'));
      known.again();
    } catch (thrown) {
      setTrouble(asRefused(thrown));
    }
    setBusy(false);
  };
  return (
    <div class="trouble hold" role="status">
      <p class="trouble-what">{t('hold.what', { by: hold.by, reason: hold.reason })}</p>
      <p class="trouble-do">
        {t('hold.since')} <Timestamp at={hold.since} />
        {hold.until !== null && (
          <>
            {' · '}
            {t('hold.until')} <Timestamp at={hold.until} />
          </>
        )}
        {' · '}
        {t('hold.means')}
      </p>
      {trouble && <CallError trouble={trouble} />}
      <p class="trouble-more">
        <button type="button" disabled={busy} onClick={() => void end()}>
          {t('hold.end')}
        </button>
      </p>
    </div>
  );
}
