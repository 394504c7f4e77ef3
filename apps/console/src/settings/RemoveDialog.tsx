import { useState } from 'preact/hooks';
import { t } from '../language/index.js';
import { ConfirmDialog } from '../parts/ConfirmDialog.js';
import { showNotice } from '../parts/currentNotices.js';
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
  // What is live there stands in the way of the one, and goes with the other.
  const look = async (leaving: AbortSignal) => {
    if (fromHost) return { onHost: await removalOf({ k: name }, leaving) };
    await removeEntry(entry, true);
    return { onHost: null };
  };
  return (
    <ConfirmDialog
      title={t(`settings.removeTitle.${kind}`, { name })}
      wide={fromHost}
      look={look}
      about={[kind, name, fromHost]}
      lead={(busy) =>
        kind === 'app' && (
          <label class="check">
            <input
              type="checkbox"
              checked={fromHost}
              disabled={busy}
              onChange={(event) => setFromHost(event.currentTarget.checked)}
            />
            {t('removal.fromHost')}
          </label>
        )
      }
      command={() => `rexflow ${kind} remove ${name}${fromHost ? ' --from-host' : ''}`}
      keep={t('settings.keep')}
      yes={() => (fromHost ? t('removal.yes') : t(`settings.removeYes.${kind}`))}
      act={async ({ onHost }, leaving) => {
        if (onHost) await takeAway({ k: name }, onHost.plan, leaving);
        await removeEntry(entry, false);
        showNotice(t('settings.removed', { name }));
        removed();
      }}
      close={close}
    >
      {({ onHost }) => (onHost ? <FromHost found={onHost} /> : <p>{t(`settings.removeWhat.${kind}`)}</p>)}
    </ConfirmDialog>
  );
}
