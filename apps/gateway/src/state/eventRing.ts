import type { EventsAsked, FoundEvent, StoredEvent } from '#records';

/** The most events that are held, and the most characters of their data. */
const mostEvents = 4096;
const mostCharacters = 8 * 2 ** 20;

/** The newest events in memory, as many as fit: for all followers, in place of a read for each of them. */
export interface EventRing {
  /** Forgets everything: events added from now on come after `from`. */
  begin(from: number): void;
  /** Adds the next events, in their order. */
  add(found: readonly FoundEvent[]): void;
  /** The events asked for, as the records would give them; null when they reach back beyond those held. */
  events(asked: EventsAsked): StoredEvent[] | null;
}

const asksFor = ({ requestId, log = false, appKey = null }: EventsAsked, event: StoredEvent): boolean =>
  (requestId === null || event.requestId === requestId) &&
  (log || event.kind !== 'log') &&
  (appKey === null || event.appKey === null || event.appKey === appKey);

/** Creates an empty ring, which drops its oldest events to make room. */
export function createEventRing(
  { events: most, characters: room } = { events: mostEvents, characters: mostCharacters },
): EventRing {
  let held: FoundEvent[] = [];
  /** Index of the first event that is held; those before it are cut off now and then only. */
  let first = 0;
  let characters = 0;
  let from = Infinity;

  function drop(): void {
    const { event, size } = held[first]!;
    from = event.id;
    characters -= size;
    first += 1;
    if (first < most) return;
    held = held.slice(first);
    first = 0;
  }

  /** Index of the first event after a number. */
  function behind(after: number): number {
    let [low, high] = [first, held.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (held[middle]!.event.id > after) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  return {
    begin: (after) => {
      held = [];
      first = 0;
      characters = 0;
      from = after;
    },
    add: (found) => {
      for (const one of found) {
        held.push(one);
        characters += one.size;
        while (held.length - first > most || (characters > room && held.length > first)) drop();
      }
    },
    events: (asked) => {
      if (asked.after < from) return null;
      const found: StoredEvent[] = [];
      for (let at = behind(asked.after); at < held.length && found.length < asked.limit; at++) {
        const { event } = held[at]!;
        if (event.id > asked.upTo) break;
        if (asksFor(asked, event)) found.push(event);
      }
      return found;
    },
  };
}
