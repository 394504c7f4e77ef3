import type { GroupView } from '../schemas/inventory.js';
import type { ReleaseView } from '../schemas/release.js';
import type { Client } from './call.js';
import { listAll } from './listAll.js';

/** Apps that run something else than most of the others of their group. */
export interface Behind {
  group: string;
  apps: string[];
  /** What the others run, on how many of them, the most first. */
  others: (Pick<GroupView['releases'][number], 'release' | 'stamp' | 'version'> & { n: number })[];
  /** As many of the others run another release as run the first: nobody can say which one is meant. */
  tie: boolean;
}

/** The apps of these that run something else than most of the others of their groups. Throws as a call does. */
export async function behindGroup(client: Pick<Client, 'call'>, keys: readonly string[]): Promise<Behind[]> {
  if (keys.length === 0) return [];
  const [apps, groups] = await Promise.all([
    listAll(client, 'listApps', { query: { keys: keys.join(',') } }),
    listAll(client, 'listGroups'),
  ]);
  const found: Behind[] = [];
  for (const group of new Set(apps.items.map((app) => app.group))) {
    const own = apps.items.filter((app) => app.group === group).map(({ key }) => key);
    const releases = groups.items.find(({ name }) => name === group)?.releases ?? [];
    const shares = releases
      .map((share) => ({ ...share, n: share.apps.filter((app) => !own.includes(app)).length }))
      .filter(({ n }) => n > 0)
      .sort((one, other) => other.n - one.n);
    const [most, next] = shares;
    if (most === undefined) continue;
    const tie = next !== undefined && next.n === most.n;
    const behind = own.filter((app) => tie || !most.apps.includes(app));
    if (behind.length === 0) continue;
    const others = shares.map(({ release, stamp, version, n }) => ({ release, stamp, version, n }));
    found.push({ group, apps: behind, others, tie });
  }
  return found;
}

/** Whether a finish of a release brings it to all of these apps: it was to, and left them out or did not get there. */
export const finishBrings = ({ bundle, skipped, apps }: ReleaseView, keys: readonly string[]): boolean =>
  bundle !== null &&
  keys.every((key) => skipped.includes(key) || apps.some(({ app, outcome }) => app === key && outcome !== 'done'));
