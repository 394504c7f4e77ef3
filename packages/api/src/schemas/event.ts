import { eventKinds } from '#contract';
import { anything, list, map, timestamp, object, orNull, text, whole, word, type Of, named } from '#contract/schema';

/** One thing that happened to a release. */
export const eventSchema = named(
  'Event',
  object({
    id: whole('grows; what was stored later may have the smaller number for a moment'),
    at: timestamp(),
    release: text('job id; empty where it happened to the installation: held, resumed'),
    app: orNull(text('app_key')),
    kind: word(eventKinds),
    data: map(anything),
  }),
);
export type EventView = Of<typeof eventSchema>;

/** Events after a number. */
export const eventsSchema = object({
  items: list(eventSchema),
  next: whole('ask for what comes after this'),
});
