import { mixedFindings, type MixedFindings, type Outcome } from '#contract';
import type { RequestRecord } from '#records';
import type { WorkerDeps } from '../state/dependencies.js';

/**
 * The groups that a request is about to leave mixed, since it switched some of their apps and not all that it was asked to; null
 * where it leaves none. One that did all it was asked to leaves what its caller wanted.
 */
export async function leftMixed(
  { records, inventory }: Pick<WorkerDeps, 'records' | 'inventory'>,
  { id, recorded, apps }: Pick<RequestRecord, 'id' | 'recorded' | 'apps'>,
  outcome: Outcome,
): Promise<MixedFindings | null> {
  if (!recorded || outcome === 'done' || !apps.some(({ standing }) => standing === 'new')) return null;
  const names = [...new Set(apps.map(({ app }) => app.group))];
  const groups = await Promise.all(
    names.map(async (name): Promise<[string, string[]]> => {
      const found = await inventory.group(name);
      return [name, found.filter(({ automated }) => automated).map(({ appKey }) => appKey)];
    }),
  );
  return mixedFindings(id, await records.groupsSeen(new Map(groups), id));
}
