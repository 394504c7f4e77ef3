import type { GroupView, ReleaseView } from '#api';
import { finishBrings } from '#api/client';
import { call } from '../api/client.js';
import { isActivity } from '../naming/activity.js';
import { healings, type Healing } from './suggestedHeal.js';

/** A group that runs several releases. */
export type Mixture = Pick<GroupView, 'name' | 'releases' | 'unknown'>;

/** So many releases are followed back, each of which was to finish the one before. */
const longest = 10;

/** What left a group mixed, and what went wrong last. */
export interface Left {
  release: ReleaseView;
  trouble: ReleaseView['trouble'];
  /** What can be done about it. */
  offered: readonly Healing[];
}

/** What went wrong in a release, on a host or as a whole. */
export const firstTrouble = ({ apps, trouble }: ReleaseView): ReleaseView['trouble'] =>
  apps.find((part) => part.trouble)?.trouble ?? trouble;

/** The release that most run, where it left out the others since their hosts were out of service: a finish brings it to them. */
async function leftOutBy({ releases: [most, ...others], unknown }: Mixture): Promise<Left | null> {
  if (!most?.release) return null;
  const release = await call('getRelease', { path: { id: most.release } });
  const keys = [...others.flatMap(({ apps }) => apps), ...unknown];
  return finishBrings(release, keys) ? { release, trouble: null, offered: ['finish'] } : null;
}

/** The release that left a group mixed, from the newest on one of its targets: that, or the one which it was to finish and did not. */
async function leftBy({ releases, unknown }: Mixture): Promise<Left | null> {
  // Who runs what fewest run was switched, or was left behind.
  const [app = unknown[0]] = releases.at(-1)?.apps ?? [];
  if (app === undefined) return null;
  const { items } = await call('listReleases', { query: { app, state: 'settled', limit: 20 } });
  const head = items.find(({ action }) => !isActivity(action));
  if (head === undefined) return null;
  const newest = await call('getRelease', { path: { id: head.id } });
  let release = newest;
  for (let back = 0; !release.mixed && release.outcome !== 'done' && release.retryOf && back < longest; back += 1)
    release = await call('getRelease', { path: { id: release.retryOf } });
  return release.mixed ? { release, trouble: firstTrouble(newest), offered: healings } : null;
}

/** What left a group mixed and what heals it; null where no release did that can be finished or undone. */
export const whatLeft = async (group: Mixture): Promise<Left | null> =>
  (await leftBy(group)) ?? (await leftOutBy(group));

/** The same as long as a group runs the same: what runs where, in a word. */
export const runsWhere = ({ releases }: Pick<Mixture, 'releases'>): string =>
  releases.map(({ release, apps }) => `${release} ${apps.length}`).join();
