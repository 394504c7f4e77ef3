import type { MatrixView } from '#api';
import { notHere, worstFirst, type GroupSummary } from '../fleet/groupSummary.js';

/** The groups of this environment and of the others, worst first. */
export function withOthers(groups: readonly GroupSummary[], matrix: MatrixView | null): readonly GroupSummary[] {
  const here = new Set(groups.map(({ name }) => name));
  const elsewhere = [...(matrix?.items ?? []), ...(matrix?.unusable ?? [])].map(({ group }) => group);
  const others = [...new Set(elsewhere)].filter((group) => !here.has(group));
  if (others.length === 0) return groups;
  return [...groups, ...others.map(notHere)].sort(worstFirst);
}

/** Groups that are well here, and are something to look at all the same: what runs elsewhere is ahead, or not well. */
export function standingOut(matrix: MatrixView | null): string[] {
  const rows = matrix?.items ?? [];
  return rows
    .filter(
      ({ cells, promote }) => promote !== null || cells.some(({ state }) => state !== 'uniform' && state !== 'unknown'),
    )
    .map(({ group }) => group);
}
