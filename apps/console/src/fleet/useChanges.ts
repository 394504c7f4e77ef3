import { useEffect } from 'preact/hooks';
import { call } from '../api/client.js';
import { onEvents } from '../live/feed.js';
import { useLoad } from '../parts/useLoad.js';
import { useSoon } from '../parts/useSoon.js';
import { changesBy, type Change } from './groupSummary.js';

/** So many releases are looked through. */
const most = 200;

/** What changes targets now, by their keys, kept up to date. */
export function useChanges(): ReadonlyMap<string, Change> {
  const known = useLoad(
    async () => changesBy((await call('listReleases', { query: { state: 'running', limit: most } })).items),
    [],
  );
  const soon = useSoon(known.again, 700);
  useEffect(
    () =>
      onEvents((events) => {
        if (events.some(({ kind }) => kind === 'accepted' || kind === 'granted' || kind === 'settled')) soon();
      }, soon),
    [],
  );
  return known.value ?? new Map<string, Change>();
}
