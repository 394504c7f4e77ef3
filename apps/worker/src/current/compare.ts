import { difference, overlay, type Difference, type ListedTree, type Manifest, type Sealed } from '#bundle';
import type { AppDifference } from '#contract';
import { hostPaths, type App } from '#release';
import type { LiveTrees } from './liveTrees.js';

const nothing: ListedTree = { files: new Map() };
const same: Difference = difference(nothing, { entries: [] });

/** The changes of a bundle to an app, tree by tree, with the first paths of each kind. */
export interface AppComparison {
  appKey: string;
  program: Difference;
  config: Difference;
}

/** The files an app's program directory is to hold. In the nested layout the configuration lies in it. */
export function programOf(app: App, sealed: Sealed): Manifest {
  const program = sealed.groups[app.group]!;
  const inside = hostPaths(app, '', '').configInside;
  return inside === null ? program : overlay(program, sealed.configs[app.appKey]!, inside);
}

/** Compares a bundle with what is live on an app; the nested configuration is compared as part of the program. */
export function compare(app: App, sealed: Sealed, live: LiveTrees): AppComparison {
  const separate = hostPaths(app, '', '').configInside === null;
  const against = (before: Manifest | ListedTree | undefined, after: Manifest) => difference(before ?? nothing, after);
  return {
    appKey: app.appKey,
    program: against(live.programs.get(app.appKey), programOf(app, sealed)),
    config: separate ? against(live.configs.get(app.appKey), sealed.configs[app.appKey]!) : same,
  };
}

/** Reduces a comparison to its counts. */
export function countsOf({ appKey, program, config }: AppComparison): AppDifference {
  const counts = ({ total, changed, deleted, added }: Difference) => ({ total, changed, deleted, added });
  return { appKey, program: counts(program), config: counts(config) };
}
