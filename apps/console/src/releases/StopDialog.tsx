import { useState } from 'preact/hooks';
import type { CancelThen } from '#contract/lists';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { showNotice } from '../parts/currentNotices.js';
import { Dialog } from '../parts/Dialog.js';
import { CallError } from '../parts/errors.js';

/** Asks whether to stop a release, and does it; the first focus is on letting it run. */
export function StopDialog({ id, close, stopped }: { id: string; close: () => void; stopped?: () => void }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [then, setThen] = useState<'policy' | CancelThen>('policy');
  const stop = async (): Promise<void> => {
    setBusy(true);
    try {
      await call('cancelRelease', { path: { id }, body: then === 'policy' ? {} : { then } });
      showNotice(t('cancel.asked'));
      stopped?.();
      close();
    } catch (thrown) {
      setTrouble(asRefused(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('cancel.title')} close={close}>
      <p>{t('cancel.what')}</p>
      <label>
        {t('cancel.switched')}{' '}
        <select value={then} onChange={({ currentTarget }) => setThen(currentTarget.value as typeof then)}>
          {(['policy', 'undo', 'keep'] as const).map((word) => (
            <option key={word} value={word}>
              {t(`cancel.then.${word}`)}
            </option>
          ))}
        </select>
      </label>
      {trouble && <CallError trouble={trouble} />}
      <div class="dialog-end">
        <button type="button" autofocus onClick={close}>
          {t('cancel.no')}
        </button>
        <button type="button" class="danger" disabled={busy} onClick={() => void stop()}>
          {t('cancel.yes')}
        </button>
      </div>
    </Dialog>
  );
}
