import type { PlannedAdoption } from '#contract';
import { lyingData, type App, type Facts } from '#release';

/** What of a live tree would move out of it, or with it. */
export interface LiveMoves {
  adopts: PlannedAdoption[];
  /** Live paths that are plain directories, in whose place links come. */
  plain: ('program' | 'config')[];
}

/** What would move, as the host tells it; null where that is nothing. */
export function liveMoves(facts: Facts, app: App): LiveMoves | null {
  const plain = (['program', 'config'] as const).filter((tree) => facts[`${tree}_plain`] === 'yes');
  const adopts = lyingData(facts, app);
  return adopts.length + plain.length === 0 ? null : { adopts, plain };
}
