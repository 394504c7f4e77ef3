import { cancelThens } from '#contract/lists';
import { object, orNull, text, timestamp, word, type Of } from '#contract/schema';
import { outageSchema } from './outage.js';

/** Whether the installation is held. */
export const holdSchema = object({ hold: orNull(outageSchema, 'null while nothing is held') });
export type HoldView = Of<typeof holdSchema>;

export const putHoldSchema = object(
  { reason: text('why, for those who are refused', { minLength: 1, maxLength: 500 }) },
  { until: timestamp('when it ends by itself; without it somebody has to end it') },
);

/** Why a release is paused. */
export const pauseSchema = object({}, { reason: text('why, for those who wonder', { minLength: 1, maxLength: 500 }) });

/** What becomes of the hosts that are switched by the time a release is cancelled. */
export const cancelSchema = object(
  {},
  { then: word(cancelThens, 'they go back, or stay; without it the policy of the release decides') },
);
