import { t } from '../language/index.js';
import { CallError } from '../parts/errors.js';
import type { Adding } from './useAdding.js';

/** The end of the form of something new: what keeps it from being added, and the button that adds it. */
export function NewEntryEnd({
  adding: { problems, trouble, tried, busy },
  ready,
  lacking,
  word,
}: {
  adding: Adding;
  ready: boolean;
  /** What is not filled in yet. */
  lacking: string;
  word: string;
}) {
  return (
    <div class="save-bar" role="status">
      <span class="save-says">
        {trouble && <CallError trouble={trouble} />}
        {problems.length > 0 && <span class="bad-text">{t('settings.problems', { n: problems.length })}</span>}
        {!ready && <span class={tried ? 'bad-text' : 'muted'}>{lacking}</span>}
      </span>
      <button type="submit" class="primary" disabled={busy}>
        {busy ? t('settings.saving') : word}
      </button>
    </div>
  );
}
