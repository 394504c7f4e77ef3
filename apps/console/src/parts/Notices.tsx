import { t } from '../language/index.js';
import { currentNotices, dismiss } from './currentNotices.js';

/** The short messages at the edge of the page. */
export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {currentNotices.value.map(({ id, text, bad }) => (
        <div key={id} class={bad ? 'notice bad' : 'notice'}>
          <span>{text}</span>
          <button type="button" class="quiet" aria-label={t('close')} onClick={() => dismiss(id)}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
