import { useEffect, useRef } from 'preact/hooks';
import { applyEvents, openBoard, type Board } from '#api/client';
import type { EventView, ReleaseView } from '#api';
import { call } from '../api/client.js';
import { onEvents } from '../live/feed.js';
import { type Loaded, useLoad } from '../parts/useLoad.js';
import { useSoon } from '../parts/useSoon.js';

const states = ['running', 'accepted', 'queued'] as const;
const most = 20;

const loadBoard = async (id: string): Promise<Board> => openBoard(await call('getRelease', { path: { id } }));

async function load(): Promise<Board[]> {
  const pages = await Promise.all(states.map((state) => call('listReleases', { query: { state, limit: most } })));
  const heads = pages.flatMap(({ items }) => items).slice(0, most);
  return await Promise.all(heads.map(({ id }) => loadBoard(id)));
}

const settles = ({ kind }: EventView): boolean => kind === 'settled';
const begins = ({ kind }: EventView): boolean => kind === 'accepted' || kind === 'queued';

/** Running releases before waiting ones, the newest first. */
const inOrder = (all: readonly Board[]): Board[] => {
  const rank = ({ state }: ReleaseView): number => states.findIndex((one) => one === state);
  const order = (a: ReleaseView, b: ReleaseView): number => rank(a) - rank(b) || (a.acceptedAt < b.acceptedAt ? 1 : -1);
  return all.toSorted((a, b) => order(a.release, b.release)).slice(0, most);
};

/**
 * The releases that are not settled, kept up to date; `ended` is called when one of them is. Those that begin
 * are loaded one by one; everything else comes from events.
 */
export function useRunning(ended: () => void): Loaded<Board[]> {
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
    const answers = await Promise.allSettled(ids.map(loadBoard));
    const fresh = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    if (meanwhile.current === heard) meanwhile.current = null;
    latest.current.change((known) => {
      const others = known.filter(({ release }) => !ids.includes(release.id) && release.state !== 'settled');
      return inOrder([...others, ...fresh.map((one) => applyEvents(one, heard))]);
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
        latest.current.change((known) => known.map((one) => applyEvents(one, events)));
        // There may be more than are shown: one of them takes the place of what ended.
        if (events.some(settles) && (latest.current.value?.length ?? 0) >= most) whole();
      }, whole),
    [],
  );
  return now;
}
