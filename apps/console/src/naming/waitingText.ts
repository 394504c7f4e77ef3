import type { ReleaseView } from '#api';
import { t } from '../language/index.js';

/** What a release waits for, with its place where it is in the queue. */
export const waitingText = ({ for: what, position }: NonNullable<ReleaseView['waiting']>): string =>
  position === 0 ? t('release.held', { for: what }) : t('release.waiting', { for: what, n: position });
