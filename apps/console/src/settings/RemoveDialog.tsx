import { useEffect, useMemo, useState } from 'preact/hooks';
import type { RemovalAppFindings } from '#contract';
import { asRefused, type Refused } from '../api/refused.js';
import { t } from '../language/index.js';
import { showNotice } from '../parts/currentNotices.js';
import { Dialog } from '../parts/Dialog.js';
import { CallError } from '../parts/errors.js';
import { LoadingLines } from '../parts/LoadingLines.js';
import { useLoad } from '../parts/useLoad.js';
import { FromHost } from '../removal/FromHost.js';
import { removalOf, takeAway } from '../removal/fromHost.js';
import { removeEntry, type SettingsEntry } from './entry.js';

/** Says whether an entry may be removed, or why not, and removes it; an app with what rexflow made of it on its host where that is wanted. */
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
  const [fromHost, setFromHost] = useState(false);
  const leaving = useMemo(() => new AbortController(), []);
  useEffect(() => () => leaving.abort(), []);
  // What is live there stands in the way of the one, and goes with the other.
  const plan = useLoad<object>(
    () => (fromHost ? removalOf({ k: name }, leaving.signal) : removeEntry(entry, true)),
    [kind, name, fromHost],
  );
  const found = fromHost ? (plan.value as RemovalAppFindings | null) : null;
  const [trouble, setTrouble] = useState<Refused | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      if (found) await takeAway({ k: name }, found.plan, leaving.signal);
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
    <Dialog title={t(`settings.removeTitle.${kind}`, { name })} wide={fromHost} close={close}>
      {kind === 'app' && (
        <label class="check">
          <input
            type="checkbox"
            checked={fromHost}
            disabled={busy}
            onChange={(event) => {
              setTrouble(null);
              setFromHost(event.currentTarget.checked);
            }}
          />
          {t('removal.fromHost')}
        </label>
      )}
      {plan.loading && <LoadingLines lines={2} />}
      {why && <CallError trouble={why} />}
      {found && <FromHost found={found} />}
      {plan.value && !why && !fromHost && <p>{t(`settings.removeWhat.${kind}`)}</p>}
      <code class="command dialog-command">{`rexflow ${kind} remove ${name}${fromHost ? ' --from-host' : ''}`}</code>
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
          {fromHost ? t('removal.yes') : t(`settings.removeYes.${kind}`)}
        </button>
      </div>
    </Dialog>
  );
}
