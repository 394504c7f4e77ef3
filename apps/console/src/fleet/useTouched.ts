import { useEffect, useRef } from 'preact/hooks';
import type { EventView } from '#api';
import { onEvents } from '../live/feed.js';
import { useSoon } from '../parts/useSoon.js';
import { createTouched, type Touched } from './touched.js';

/** What a page shows, and what becomes of it when it is stale. */
export interface Kept<T> {
  shown: readonly T[];
  /** Takes what was asked for anew, by name. */
  change: (fresh: ReadonlyMap<string, T>) => void;
  /** Loads all of it again. */
  again: () => void;
}

/** A kind of things that are shown. */
interface Kind<T> {
  /** When more changed, all that is shown is loaded as a whole. */
  most: number;
  /** The names of the shown ones that changed by events; null when that is unknown. */
  touched: (touched: Touched, events: readonly EventView[], shown: readonly T[]) => string[] | null;
  /** Those of these names that there are, by name. */
  load: (names: readonly string[]) => Promise<ReadonlyMap<string, T>>;
}

/** Keeps what is shown as events tell: what a release touched is asked for anew, and only that. */
export function useTouched<T>(kept: Kept<T>, { most, touched: touchedOf, load }: Kind<T>): void {
  const latest = useRef(kept);
  latest.current = kept;
  const stale = useRef(new Set<string>());
  const refresh = async (): Promise<void> => {
    const names = [...stale.current];
    stale.current.clear();
    if (names.length > most) {
      latest.current.again();
      return;
    }
    // What cannot be loaded stays as it was; the error shows with the next load of all.
    latest.current.change(await load(names).catch(() => new Map<string, T>()));
  };
  const soon = useSoon(() => void refresh(), 700);
  const whole = useSoon(kept.again, 1000);
  useEffect(() => {
    const touched = createTouched();
    return onEvents((events) => {
      const names = touchedOf(touched, events, latest.current.shown);
      if (names === null) whole();
      for (const name of names ?? []) stale.current.add(name);
      if (stale.current.size > 0) soon();
    }, whole);
  }, []);
}
