import { statement, type Statement } from '#contract';
import { toolName } from '#release';
import type { SeenPlace } from './lookAtLayouts.js';

/** What one should know of a layout before the first release into it; `released` is what rexflow made live there, by the records. */
export function adoptionNotes({ layout }: SeenPlace, released: string | null): Statement[] {
  if (layout === null) return [];
  const { link, live, lock, kept, strays, unlinked } = layout;
  const tool = toolName(layout.tool);
  return [
    released === null || released === live
      ? statement('adoption.live', { tool, live })
      : statement('adoption.again', { link, live, tool, program: released }),
    ...(lock === null ? [] : [statement('adoption.locked', { tool, lock })]),
    ...(strays.length === 0 ? [] : [statement('adoption.strays', { links: strays, kept: kept ?? `${link}.shared` })]),
    ...(unlinked.length === 0 || kept === null ? [] : [statement('adoption.unlinked', { names: unlinked, kept })]),
  ];
}
