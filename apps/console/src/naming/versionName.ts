import type { AppView } from '#api';
import { releaseStampIn } from '#contract/lists';
import { formatReleaseStamp } from '../format/timestamp.js';

/** The version that is live: after a rollback its directory is older than the release that made it live. */
export function versionName({ program, stamp }: Pick<NonNullable<AppView['live']>, 'program' | 'stamp'>): string {
  return formatReleaseStamp(releaseStampIn(program ?? '') ?? stamp);
}
