import { effect, signal } from '@preact/signals';
import type { EventView } from '#contract';
import { follow } from '../api/follow.js';
import { signedIn } from '../api/session.js';

/** How the one stream of everything that happens stands. */
export const connection = signal<'connecting' | 'live' | 'lost'>('connecting');

type Listener = (events: EventView[]) => void;
const listeners = new Set<Listener>();
const openings = new Set<() => void>();

/** Hears of every event from now on; `opened` is called whenever events may have been missed. Gives back the end. */
export function listen(listener: Listener, opened?: () => void): () => void {
  listeners.add(listener);
  if (opened) openings.add(opened);
  return () => {
    listeners.delete(listener);
    if (opened) openings.delete(opened);
  };
}

/** Keeps the stream open while somebody is signed in. */
effect(() => {
  if (!signedIn.value) return;
  const ending = new AbortController();
  connection.value = 'connecting';
  follow<EventView>('/v1/events', {
    after: null,
    take: (events) => {
      for (const listener of [...listeners]) listener(events);
    },
    stands: (how) => {
      connection.value = how === 'live' ? 'live' : 'lost';
      if (how === 'live') for (const opened of [...openings]) opened();
    },
    signal: ending.signal,
  });
  return () => ending.abort();
});
