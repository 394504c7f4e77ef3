import { CodedError } from '#contract';
import type { App } from '#release';
import { sameMade } from './sharedDirectories.js';
import { placeOf, type Grounds } from './placeOf.js';
import type { Survey } from './survey.js';

/** Implements Inventory.requireApart. */
export function requireApart(apps: readonly App[], { met }: Pick<Survey, 'met'>, grounds: Grounds): void {
  const troubles = apps.flatMap(({ id }) => met.get(id) ?? []);
  if (troubles.length > 0) {
    const shared = troubles.flatMap(({ details }) => details.apps as readonly string[]);
    throw new CodedError('PATHS_MEET', { ...troubles[0]!.details, apps: [...new Set(shared)].slice(0, most) });
  }
  const same = sameMade(apps.map((app) => placeOf(app, grounds)));
  if (same === null) return;
  const both = apps.filter(({ id }) => same.ids.includes(id)).map(({ appKey }) => appKey);
  throw new CodedError('RELEASED_APART', { apps: both, path: `${same.beginning}<time>` });
}

/** The number of pairs that fit into a sentence. */
const most = 5;
