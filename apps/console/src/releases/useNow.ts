import { useEffect } from 'preact/hooks';
import type { EventView, ReleaseView } from '#contract';
import { release, releases } from '../api/calls.js';
import { listen } from '../live/feed.js';
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

/** The releases that are not settled, as they stand at this moment; `ended` is called when one of them is. */
export function useNow(ended: () => void): Loaded<ReleaseView[]> {
  const now = useLoad(load, []);
  const soon = useSoon(now.again);
  const over = useSoon(ended);
  useEffect(
    () =>
      listen((events) => {
        if (events.some(begins) || events.some(settles)) soon();
        if (events.some(settles)) over();
        now.change((known) => known.map((one) => foldRelease(one, events)));
      }, soon),
    [],
  );
  return now;
}
