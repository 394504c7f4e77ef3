import { useEffect, useRef } from 'preact/hooks';
import type { AppView } from '#api';
import { appsOf } from '../api/client.js';
import { onEvents } from '../live/feed.js';
import { useSoon } from '../parts/useSoon.js';
import { createTouched } from './touched.js';

/** When more apps changed, all that is shown is loaded as a whole. */
const many = 100;

/** Keeps the apps that are shown as events tell: those a release touched are asked for anew, and only those. */
export function useTouchedApps({
  shown,
  change,
  again,
}: {
  shown: readonly AppView[];
  change: (fresh: ReadonlyMap<string, AppView>) => void;
  again: () => void;
}): void {
  const latest = useRef({ shown, change, again });
  latest.current = { shown, change, again };
  const stale = useRef(new Set<string>());
  const refresh = async (): Promise<void> => {
    const keys = [...stale.current];
    stale.current.clear();
    if (keys.length > many) {
      latest.current.again();
      return;
    }
    // An app that cannot be loaded stays as it was; the error shows with the next page that is loaded.
    const fresh = await appsOf(keys).catch(() => []);
    latest.current.change(new Map(fresh.map((app) => [app.key, app])));
  };
  const soon = useSoon(() => void refresh(), 700);
  const whole = useSoon(again, 1000);
  useEffect(() => {
    const touched = createTouched();
    return onEvents((events) => {
      const keys = touched(events, latest.current.shown);
      if (keys === null) whole();
      for (const key of keys ?? []) stale.current.add(key);
      if (stale.current.size > 0) soon();
    }, whole);
  }, []);
}
