import type { StoredEvent } from '#records';
import type { Reading } from './reading.js';

/** The texts of events: an event is held for all its followers, its text is made for the first of them. */
const made = new WeakMap<StoredEvent, Map<string, string>>();

/** The text of an event. Only the last part has its number: a follower cut off in between gets all of it again. */
export function eventText(event: StoredEvent, reading: Reading): string {
  const known = made.get(event) ?? new Map<string, string>();
  made.set(event, known);
  const text = known.get(reading.form) ?? spell(event, reading);
  known.set(reading.form, text);
  return text;
}

function spell(event: StoredEvent, { name, views }: Reading): string {
  const parts = views(event).map((view) => `event: ${name(event)}\ndata: ${JSON.stringify(view)}\n\n`);
  return parts.map((part, index) => (index === parts.length - 1 ? `id: ${event.id}\n${part}` : part)).join('');
}
