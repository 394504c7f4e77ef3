import { t } from '../language/index.js';

/** Stands where an answer will be. */
export function Waiting({ lines = 3 }: { lines?: number }) {
  return (
    <div class="waiting" role="status">
      <span class="unseen">{t('loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} class="waiting-line" />
      ))}
    </div>
  );
}
