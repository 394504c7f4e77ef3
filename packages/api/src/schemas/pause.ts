import { cancelThens } from '#contract/lists';
import { object, text, word } from '#contract/schema';

/** Why a release is paused. */
export const pauseSchema = object({}, { reason: text('why, for those who wonder', { minLength: 1, maxLength: 500 }) });

/** What becomes of the hosts that are switched by the time a release is cancelled. */
export const cancelSchema = object(
  {},
  { then: word(cancelThens, 'they go back, or stay; without it the policy of the release decides') },
);
