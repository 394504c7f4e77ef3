import { useEffect, useRef } from 'preact/hooks';
import type { EventView, ReleaseView } from '#contract';
import { release, releases } from '../api/calls.js';
import { onEvents } from '../live/feed.js';
import { foldRelease } from '../live/foldRelease.js';
import { type Loaded, useLoad } from '../parts/useLoad.js';
import { useSoon } from '../parts/useSoon.js';

const states = ['running', 'accepted', 'queued'] as const;
const most = 20;

async function load(): Promise<ReleaseView[]> {
  const pages = await Promise.all(states.map((state) => releases({ state, limit: most })));
  const heads = pages.flatMap(({ items }) => items).slice(0, most);
  return await Promise.all(heads.map(({ id }) => release(id)));
}

const settles = ({ kind }: EventView): boolean => kind === 'settled';
const begins = ({ kind }: EventView): boolean => kind === 'accepted' || kind === 'queued';

/** Running releases before waiting ones, the newest first. */
const inOrder = (all: readonly ReleaseView[]): ReleaseView[] => {
  const rank = ({ state }: ReleaseView): number => states.findIndex((one) => one === state);
  return all.toSorted((a, b) => rank(a) - rank(b) || (a.acceptedAt < b.acceptedAt ? 1 : -1)).slice(0, most);
};

/**
 * The releases that are not settled, kept up to date; `ended` is called when one of them is. Those that begin
 * are loaded one by one; everything else comes from events.
 */
export function useRunning(ended: () => void): Loaded<ReleaseView[]> {
  const now = useLoad(load, []);
  const latest = useRef(now);
  latest.current = now;
  const begun = useRef(new Set<string>());
  // Events that arrive while a release is loaded may not be in the answer.
  const meanwhile = useRef<EventView[] | null>(null);
  const take = async (): Promise<void> => {
    const ids = [...begun.current];
    begun.current.clear();
    // During the first load of all they may be in its answer or not.
    if (ids.length > most || latest.current.value === null) return latest.current.again();
    const heard = (meanwhile.current = []) as EventView[];
    const answers = await Promise.allSettled(ids.map((id) => release(id)));
    const fresh = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    if (meanwhile.current === heard) meanwhile.current = null;
    latest.current.change((known) => {
      const others = known.filter(({ id, state }) => !ids.includes(id) && state !== 'settled');
      return inOrder([...others, ...fresh.map((one) => foldRelease(one, heard))]);
    });
  };
  const soon = useSoon(() => void take(), 200);
  const whole = useSoon(now.again);
  const over = useSoon(ended);
  useEffect(
    () =>
      onEvents((events) => {
        for (const { release: id } of events.filter(begins)) begun.current.add(id);
        if (begun.current.size > 0) soon();
        if (events.some(settles)) over();
        meanwhile.current?.push(...events);
        latest.current.change((known) => known.map((one) => foldRelease(one, events)));
        // There may be more than are shown: one of them takes the place of what ended.
        if (events.some(settles) && (latest.current.value?.length ?? 0) >= most) whole();
      }, whole),
    [],
  );
  return now;
}
