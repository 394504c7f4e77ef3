import { useEffect } from 'preact/hooks';
import { onEvents } from '../live/feed.js';
import { useSoon } from '../parts/useSoon.js';

/** Calls `act` soon after a release is over: what it left is in the records then. */
export function useSettled(act: () => void): void {
  const soon = useSoon(act, 700);
  useEffect(
    () =>
      onEvents((events) => {
        if (events.some(({ kind }) => kind === 'settled')) soon();
      }, soon),
    [],
  );
}
