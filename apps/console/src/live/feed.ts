import { effect, signal } from '@preact/signals';
import type { EventView } from '#api';
import { follow } from '../api/follow.js';
import { signedIn } from '../api/session.js';

/** The state of the stream of all events. */
export const streamState = signal<'connecting' | 'live' | 'lost'>('connecting');

type Listener = (events: EventView[]) => void;
const listeners = new Set<Listener>();
const openings = new Set<() => void>();

/** Calls `listener` with all events from now on, and `opened` whenever some may have been missed. Gives the function that ends it. */
export function onEvents(listener: Listener, opened?: () => void): () => void {
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
  streamState.value = 'connecting';
  follow(
    'followAll',
    { signal: ending.signal },
    {
      take: (events) => {
        for (const listener of [...listeners]) listener(events);
      },
      stands: (how) => {
        streamState.value = how === 'live' ? 'live' : 'lost';
        if (how === 'live') for (const opened of [...openings]) opened();
      },
    },
  );
  return () => ending.abort();
});
