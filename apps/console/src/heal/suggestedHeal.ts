import type { ReleaseHead, TroubleView } from '#api';

/** The two ways to make a group that runs several releases run one again. */
export const healings = ['undo', 'finish'] as const;
export type Healing = (typeof healings)[number];

/** What of a new version itself goes wrong; anything else went wrong on the way to it. */
const ofVersion: readonly TroubleView['class'][] = ['application', 'health', 'hook', 'input', 'switch'];

/** What heals best: going back where the new version itself failed, going on where the way to it did. */
export const suggestedHeal = (trouble: Pick<TroubleView, 'class'> | null | undefined): Healing =>
  trouble && ofVersion.includes(trouble.class) ? 'undo' : 'finish';

/**
 * The release that is finished or undone after this one: its own work may be half done, or that of the release it was to finish and
 * did not, while a group runs several releases. Null where nothing is half done.
 */
export function halfDone(
  { id, outcome, retryOf }: Pick<ReleaseHead, 'id' | 'outcome' | 'retryOf'>,
  runsSeveral: boolean,
): string | null {
  const isOwn = outcome === 'partial';
  return isOwn || (retryOf !== null && outcome !== 'done' && runsSeveral) ? (retryOf ?? id) : null;
}
