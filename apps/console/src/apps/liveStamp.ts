import type { AppView } from '#contract';
import { stamped } from '../format/moment.js';

/** The version that is live: after a rollback its directory is older than the release that made it live. */
export function liveStamp({ program, stamp }: Pick<NonNullable<AppView['live']>, 'program' | 'stamp'>): string {
  const [, own] = /_(\d{8}_\d{6})$/.exec(program ?? '') ?? [];
  return stamped(own ?? stamp);
}
