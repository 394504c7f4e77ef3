import { useState } from 'preact/hooks';
import { createRequest } from '#api/client';
import { call } from '../api/client.js';
import { asRefused, type Refused } from '../api/refused.js';
import { go } from '../navigation/route.js';
import { t } from '../language/index.js';
import { Dialog } from '../parts/Dialog.js';
import { CallError } from '../parts/errors.js';
import { useLoad } from '../parts/useLoad.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { DiffView } from './DiffView.js';
import { shortId } from '../naming/shortId.js';

/** Asks whether to go back to a release, and shows how that differs from what is live. */
export function RollBack({ to, apps, close }: { to: string; apps: readonly string[]; close: () => void }) {
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [busy, setBusy] = useState(false);
  const live = useLoad(() => call('getApp', { path: { key: apps[0]! } }), [apps[0]]);
  const from = live.value?.live?.release ?? null;
  const diff = useLoad(
    async () => (from === null || from === to ? null : await call('diffBundles', { path: { id: from, other: to } })),
    [from, to],
  );
  const begin = async (): Promise<void> => {
    setBusy(true);
    try {
      const made = await createRequest({ call }, 'createRollback', { apps: [...apps], to });
      close();
      go(`/releases/${made.id}`);
    } catch (thrown) {
      setTrouble(asRefused(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('back.title')} wide close={close}>
      <p>
        {t('back.what', { to: shortId(to), n: apps.length })} <span class="muted">{apps.slice(0, 8).join(', ')}</span>
        {apps.length > 8 && ' …'}
      </p>
      {from === to && <p class="warning">{t('back.live')}</p>}
      {(live.loading || diff.loading) && <LoadingLines lines={2} />}
      {diff.trouble && <p class="muted">{t(diff.trouble.unknown ? 'trouble.unknown' : 'back.noDiff')}</p>}
      {diff.value && <DiffView diff={diff.value} apps={apps} />}
      {trouble && <CallError trouble={trouble} />}
      <div class="dialog-end">
        <button type="button" onClick={close}>
          {t('back.no')}
        </button>
        <button type="button" class="primary" disabled={busy} onClick={() => void begin()}>
          {t('back.yes')}
        </button>
      </div>
    </Dialog>
  );
}
