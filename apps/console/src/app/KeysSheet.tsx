import { inLanguage, t } from '../language/index.js';
import { Dialog } from '../parts/Dialog.js';
import { keysOn, shortcuts, turnKeys } from '../navigation/shortcuts.js';

/** The list of keyboard shortcuts on this page. */
export function KeysSheet({ close }: { close: () => void }) {
  return (
    <Dialog title={t('keys.title')} close={close}>
      <dl class="keys">
        {shortcuts.value.map(({ keys, says }) => (
          <div key={keys}>
            <dt>
              {keys
                .split(' ')
                .flatMap((key) => (/^[A-Z]$/.test(key) ? ['Shift', key] : [key]))
                .map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
            </dt>
            <dd>{typeof says === 'string' ? t(says) : inLanguage(says)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>↑</kbd>
            <kbd>↓</kbd>
            <kbd>←</kbd>
            <kbd>→</kbd>
            <kbd>Enter</kbd>
          </dt>
          <dd>{t('keys.matrix')}</dd>
        </div>
      </dl>
      <label class="check">
        <input type="checkbox" checked={keysOn.value} onChange={(event) => turnKeys(event.currentTarget.checked)} />
        {t('keys.on')}
      </label>
    </Dialog>
  );
}
