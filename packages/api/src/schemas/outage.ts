import { object, orNull, text, timestamp } from '#contract/schema';

/** Why a host is left out by releases, and until when. */
export const outageSchema = object({
  reason: text('why'),
  by: text('user'),
  since: timestamp(),
  until: orNull(timestamp(), 'when it ends by itself; null when somebody has to end it'),
});
