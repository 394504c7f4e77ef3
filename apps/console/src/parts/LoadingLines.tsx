import { t } from '../language/index.js';

/** Placeholder while an answer is loaded. */
export function LoadingLines({ lines = 3 }: { lines?: number }) {
  return (
    <div class="waiting" role="status">
      <span class="unseen">{t('loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} class="waiting-line" />
      ))}
    </div>
  );
}
