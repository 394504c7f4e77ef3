import { t } from '../language/index.js';
import { dismiss, notices } from './notices.js';

/** Shows what was said in passing. */
export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map(({ id, text, bad }) => (
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
