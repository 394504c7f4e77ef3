import type { ReleaseHead } from '#api';
import { call } from '../api/client.js';
import { type Loaded, useLoad } from '../parts/useLoad.js';
import { isActivity } from '../naming/activity.js';
import { useSettled } from './useSettled.js';

/** The newest releases that are over, as many as one page has: what was released last is among them. */
const most = 200;

/** The last releases that are over, newest first, without what only looked at hosts. */
export function useRecent(): Loaded<ReleaseHead[]> {
  const known = useLoad(async () => {
    const { items } = await call('listReleases', { query: { state: 'settled', limit: most } });
    return items.filter(({ action }) => !isActivity(action));
  }, []);
  useSettled(known.again);
  return known;
}
