import type { AppView } from '#api';

/** As a gateway tells it whose workers look at no host. */
export const seenByRecords = (live: AppView['live']): AppView['seen'] => ({
  ...{ state: live ? 'well' : 'unknown', by: 'records', reason: null, moved: false },
  ...{ at: live?.since ?? null, since: live?.since ?? null },
  release: live && { release: live.release, stamp: live.stamp, version: live.version },
});
