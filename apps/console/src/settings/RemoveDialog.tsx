import { useState } from 'preact/hooks';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { showNotice } from '../parts/currentNotices.js';
import { Dialog } from '../parts/Dialog.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
import { removeEntry, type SettingsEntry } from './entry.js';

/** Says whether an entry may be removed, or why not, and removes it. */
export function RemoveDialog({
  entry,
  close,
  removed,
}: {
  entry: Pick<SettingsEntry, 'kind' | 'name'>;
  close: () => void;
  removed: () => void;
}) {
  const { kind, name } = entry;
  const plan = useLoad(() => removeEntry(entry, true), [kind, name]);
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await removeEntry(entry, false);
      showNotice(t('settings.removed', { name }));
      removed();
    } catch (thrown) {
      setTrouble(asRefused(thrown));
      setBusy(false);
    }
  };
  const why = trouble ?? plan.trouble;
  return (
    <Dialog title={t(`settings.removeTitle.${kind}`, { name })} close={close}>
      {plan.loading && <LoadingLines lines={2} />}
      {why && <CallError trouble={why} />}
      {plan.value && !why && <p>{t(`settings.removeWhat.${kind}`)}</p>}
      <code class="command">{`rexflow ${kind} remove ${name}`}</code>
      <div class="dialog-end">
        <button type="button" autofocus onClick={close}>
          {t('settings.keep')}
        </button>
        <button
          type="button"
          class="danger"
          disabled={busy || plan.value === null || why !== null}
          onClick={() => void remove()}
        >
          {t(`settings.removeYes.${kind}`)}
        </button>
      </div>
    </Dialog>
  );
}
