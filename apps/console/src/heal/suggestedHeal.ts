import type { TroubleView } from '#api';

/** The two ways to make a group that runs several releases run one again. */
export const healings = ['undo', 'finish'] as const;
export type Healing = (typeof healings)[number];

/** What of a new version itself goes wrong; anything else went wrong on the way to it. */
const ofVersion: readonly TroubleView['class'][] = ['application', 'health', 'hook', 'input', 'switch'];

/** What heals best: going back where the new version itself failed, going on where the way to it did. */
export const suggestedHeal = (trouble: Pick<TroubleView, 'class'> | null | undefined): Healing =>
  trouble && ofVersion.includes(trouble.class) ? 'undo' : 'finish';
