import { eventKinds } from '#contract';
import { anything, list, map, timestamp, object, orNull, text, whole, word, type Of, named } from '#contract/schema';

/** One thing that happened to a release. */
export const eventSchema = named(
  'Event',
  object({
    id: whole('grows; what was stored later may have the smaller number for a moment'),
    at: timestamp(),
    release: text('job id; empty where it happened to the installation: held, resumed, catalogue, seen'),
    app: orNull(text('app_key')),
    kind: word(eventKinds),
    data: map(
      anything,
      'by its kind; of catalogue `by`, `changes` (kind, name, change; the first hundred) and their number `n`; of seen the `apps` and `hosts` that were found otherwise than before',
    ),
  }),
);
export type EventView = Of<typeof eventSchema>;

/** Events after a number. */
export const eventsSchema = object({
  items: list(eventSchema),
  next: whole('ask for what comes after this'),
});
