import type { AppView, GroupView } from '#api';
import { releaseStampIn } from '#contract/lists';
import { formatReleaseStamp } from '../format/timestamp.js';

type Live = Pick<NonNullable<AppView['live']>, 'program' | 'stamp' | 'version'>;

/**
 * The version that is live, or its time where that is not known: after a rollback its directory is older than the release that made
 * it live.
 */
export function versionName({ program, stamp, version }: Live): string {
  return version ?? formatReleaseStamp(releaseStampIn(program ?? '') ?? stamp);
}

/** The version that targets were seen to run, or its time; null where neither is known. */
export const shareName = ({
  version,
  stamp,
}: Pick<GroupView['releases'][number], 'version' | 'stamp'>): string | null =>
  version ?? (stamp === '' ? null : formatReleaseStamp(stamp));
