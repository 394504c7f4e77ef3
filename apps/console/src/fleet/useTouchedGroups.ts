import { useEffect, useRef } from 'preact/hooks';
import type { GroupView } from '#api';
import { listPage } from '../api/client.js';
import { onEvents } from '../live/feed.js';
import { useEvery } from '../parts/useEvery.js';
import { useSoon } from '../parts/useSoon.js';
import { createTouched } from './touched.js';

/** What workers see at their looks is told by no event. */
const everyMs = 30_000;
/** When more groups changed, all that is shown is loaded as a whole. */
const many = 3;

/** The group of a name; null where there is none. */
export async function groupCalled(name: string): Promise<GroupView | null> {
  const { items } = await listPage('listGroups', { q: name });
  return items.find((one) => one.name === name) ?? null;
}

/** Keeps the groups that are shown: those that a release touched are asked for anew, all of them once in a while. */
export function useTouchedGroups({
  shown,
  change,
  again,
}: {
  shown: readonly GroupView[];
  change: (fresh: ReadonlyMap<string, GroupView>) => void;
  again: () => void;
}): void {
  const latest = useRef({ shown, change, again });
  latest.current = { shown, change, again };
  const stale = useRef(new Set<string>());
  const refresh = async (): Promise<void> => {
    const names = [...stale.current];
    stale.current.clear();
    if (names.length > many) {
      latest.current.again();
      return;
    }
    // A group that cannot be loaded stays as it was; the error shows with the next load of all.
    const fresh = await Promise.all(names.map(groupCalled)).catch(() => []);
    latest.current.change(new Map(fresh.flatMap((group) => (group ? [[group.name, group] as const] : []))));
  };
  const soon = useSoon(() => void refresh(), 700);
  const whole = useSoon(again, 1000);
  useEffect(() => {
    const touched = createTouched();
    return onEvents((events) => {
      const groupOf = new Map(
        latest.current.shown.flatMap(({ name, apps }) => apps.map((key) => [key, name] as const)),
      );
      const keys = touched(
        events,
        [...groupOf.keys()].map((key) => ({ key, lease: null })),
      );
      if (keys === null) whole();
      for (const key of keys ?? []) stale.current.add(groupOf.get(key)!);
      if (stale.current.size > 0) soon();
    }, whole);
  }, []);
  useEvery(everyMs, again);
}
