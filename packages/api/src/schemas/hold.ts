import { object, orNull, text, timestamp, type Of } from '#contract/schema';
import { outageSchema } from './outage.js';

/** Whether the installation is held. */
export const holdSchema = object({ hold: orNull(outageSchema, 'null while nothing is held') });
export type HoldView = Of<typeof holdSchema>;

export const putHoldSchema = object(
  { reason: text('why, for those who are refused', { minLength: 1, maxLength: 500 }) },
  { until: timestamp('when it ends by itself; without it somebody has to end it') },
);
