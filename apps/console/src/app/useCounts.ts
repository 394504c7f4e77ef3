import { useEffect } from 'preact/hooks';
import { call, listPage } from '../api/client.js';
import { onEvents } from '../live/feed.js';
import { t } from '../language/index.js';
import type { ListedPage } from '../navigation/pages.js';
import { useEvery } from '../parts/useEvery.js';
import { useLoad } from '../parts/useLoad.js';
import { useSoon } from '../parts/useSoon.js';
import { isActivity } from '../naming/activity.js';
import type { StateToken } from '../states/states.js';

/** A number beside a page of the side bar: only where somebody should act. */
interface ActCount {
  n: string;
  token: StateToken;
  says: string;
}
export type ActCounts = Partial<Readonly<Record<ListedPage, ActCount>>>;

/** So many are counted; more are as many. */
const most = 100;
/** What is changed in the database itself is told by no event. */
const everyMs = 60_000;

/** The releases under way and the problems of the catalogue, counted for the side bar. */
export function useCounts(): ActCounts {
  const running = useLoad(async () => {
    const pages = await Promise.all(
      (['running', 'accepted'] as const).map((state) => call('listReleases', { query: { state, limit: most } })),
    );
    return pages.flatMap(({ items }) => items).filter(({ action }) => !isActivity(action)).length;
  }, []);
  const problems = useLoad(async () => (await listPage('listProblems', { limit: most })).items.length, []);
  const soon = useSoon(running.again, 700);
  const changed = useSoon(problems.again, 700);
  useEffect(
    () =>
      onEvents((events) => {
        if (events.some(({ kind }) => kind === 'accepted' || kind === 'granted' || kind === 'settled')) soon();
        if (events.some(({ kind }) => kind === 'catalogue')) changed();
      }, soon),
    [],
  );
  useEvery(everyMs, problems.again);
  const count = (
    n: number | null,
    token: StateToken,
    says: 'count.running' | 'count.problems',
  ): ActCount | undefined => (n ? { n: n < most ? String(n) : `${most - 1}+`, token, says: t(says) } : undefined);
  return {
    releases: count(running.value, 'run', 'count.running'),
    problems: count(problems.value, 'bad', 'count.problems'),
  };
}
