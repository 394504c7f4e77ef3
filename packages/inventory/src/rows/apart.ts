import { CodedError, inEnglish, type Statement } from '#contract';
import type { App } from '#release';
import { sameMade } from './sharedDirectories.js';
import { pathsMeet, servicesMeet } from './pathsMeet.js';
import { placeOf, type Grounds } from './placeOf.js';
import type { Survey } from './survey.js';

/** Implements Inventory.requireApart. */
export function requireApart(
  apps: readonly App[],
  { met, served }: Pick<Survey, 'met' | 'served'>,
  grounds: Grounds,
): void {
  const troubles = apps.flatMap(({ id }) => met.get(id) ?? []);
  if (troubles.length > 0) {
    throw pathsMeet(pairsIn(troubles), String(troubles[0]!.details.table));
  }
  const together = apps.flatMap(({ id }) => served.get(id) ?? []);
  if (together.length > 0) throw servicesMeet(pairsIn(together));
  const same = sameMade(apps.map((app) => placeOf(app, grounds)));
  if (same === null) return;
  const both = apps.filter(({ id }) => same.ids.includes(id)).map(({ appKey }) => appKey);
  throw new CodedError('RELEASED_APART', { apps: both, path: `${same.beginning}<time>` });
}

/** The pairs of errors, each once. */
function pairsIn(errors: readonly CodedError[]): Statement[] {
  const pairs = errors.flatMap(({ details }) => details.statements as readonly Statement[]);
  return [...new Map(pairs.map((pair) => [inEnglish(pair).message, pair])).values()].slice(0, most);
}

/** The number of pairs that fit into a sentence. */
const most = 5;
