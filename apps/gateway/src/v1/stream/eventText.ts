import type { StoredEvent } from '#records';
import type { Reading } from './reading.js';

/** An event is held for all who follow it: what it is told as is made for the first of them. */
const made = new WeakMap<StoredEvent, Map<string, string>>();

/** What an event is read as. Only the last part has its number: who is cut off in between gets all of it again. */
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
