import { CodedError, inEnglish, type Statement } from '#contract';
import type { App } from '#release';
import { sameMade } from './sharedDirectories.js';
import { pathsMeet } from './pathsMeet.js';
import { placeOf, type Grounds } from './placeOf.js';
import type { Survey } from './survey.js';

/** Implements Inventory.requireApart. */
export function requireApart(apps: readonly App[], { met }: Pick<Survey, 'met'>, grounds: Grounds): void {
  const troubles = apps.flatMap(({ id }) => met.get(id) ?? []);
  if (troubles.length > 0) {
    const shared = troubles.flatMap(({ details }) => details.statements as readonly Statement[]);
    const different = new Map(shared.map((pair) => [inEnglish(pair).message, pair]));
    throw pathsMeet([...different.values()].slice(0, most), String(troubles[0]!.details.table));
  }
  const same = sameMade(apps.map((app) => placeOf(app, grounds)));
  if (same === null) return;
  const both = apps.filter(({ id }) => same.ids.includes(id)).map(({ appKey }) => appKey);
  throw new CodedError('RELEASED_APART', { apps: both, path: `${same.beginning}<time>` });
}

/** The number of pairs that fit into a sentence. */
const most = 5;
