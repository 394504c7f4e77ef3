import type { AppView } from '#api';
import { releaseStampIn } from '#contract/lists';
import { formatReleaseStamp } from '../format/timestamp.js';

type Live = NonNullable<AppView['live']>;

/** What is live, by name: after a rollback its directory is older than the release that made it live. */
export function versionName({ program, stamp }: Pick<Live, 'program' | 'stamp'>): string {
  return formatReleaseStamp(releaseStampIn(program ?? '') ?? stamp);
}
