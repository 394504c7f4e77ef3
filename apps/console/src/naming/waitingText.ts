import type { ReleaseView } from '#api';
import { t } from '../language/index.js';
import { wholeWords } from '../language/statedWords.js';

/** What a release waits for, with its place where it is in the queue. */
export function waitingText({ for: what, statement, position }: NonNullable<ReleaseView['waiting']>): string {
  const { message } = wholeWords({ message: what, statement });
  return position === 0 ? t('release.held', { for: message }) : t('release.waiting', { for: message, n: position });
}
