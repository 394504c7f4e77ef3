import { useEffect, useRef, useState } from 'preact/hooks';
import { applyEvents, openBoard, rowOfSteps, updateRelease, type Board, type BoardRow } from '#api/client';
import type { EventView, ReleaseView } from '#api';
import { call } from '../api/client.js';
import { follow } from '../api/follow.js';
import { type Loaded, useLoad } from '../parts/useLoad.js';
import { useSoon } from '../parts/useSoon.js';

export interface Watched extends Pick<Loaded<ReleaseView>, 'trouble' | 'again'> {
  /** Null until the release is loaded. */
  board: Board | null;
  /** False when the events of a release are kept no longer. */
  hasEvents: boolean;
}

/** Events after which the records hold more than the events said. */
const deeper: readonly EventView['kind'][] = [
  'phase',
  'vote',
  'granted',
  'skipped',
  'paused',
  'continued',
  'cancelled',
  'settled',
];
/** Up to so many hosts the steps are loaded one by one where there are no events. */
const few = 24;

/** One release, followed from its first event to its last. */
export function useRelease(id: string): Watched {
  const [board, setBoard] = useState<Board | null>(null);
  const [over, setOver] = useState(false);
  // Events that arrive before the release is there belong to its board; later ones may not be in the answer that is under way.
  const early = useRef<EventView[]>([]);
  const meanwhile = useRef<EventView[]>([]);
  const { trouble, again } = useLoad(async () => {
    meanwhile.current = [];
    const release = await call('getRelease', { path: { id } });
    setBoard((before) =>
      before ? updateRelease(before, release, meanwhile.current) : applyEvents(openBoard(release), early.current),
    );
    return release;
  }, [id]);
  const soon = useSoon(again, 1000);
  const atEnd = useSoon(again, 250);
  const settled = useRef(false);
  settled.current = board?.release.state === 'settled';
  useEffect(() => {
    const ending = new AbortController();
    follow(
      'followRelease',
      { path: { id }, after: 0, signal: ending.signal },
      {
        take: (events) => {
          meanwhile.current.push(...events);
          setBoard((before) => {
            if (before === null) early.current.push(...events);
            return before && applyEvents(before, events);
          });
          if (settled.current) return;
          if (events.some(({ kind }) => kind === 'settled')) atEnd();
          else if (events.some(({ kind }) => deeper.includes(kind))) soon();
        },
        stands: (how) => {
          if (how === 'over') setOver(true);
        },
      },
    );
    return () => ending.abort();
  }, [id]);
  const hasEvents = !over || early.current.length > 0 || (board !== null && board.last > 0);
  useEffect(() => {
    if (hasEvents || !board || board.release.apps.length > few) return;
    const parts = board.release.apps.map(({ app }) => call('getPart', { path: { id, key: app } }));
    void Promise.allSettled(parts).then((answers) => {
      const rows = new Map<string, BoardRow>();
      for (const answer of answers)
        if (answer.status === 'fulfilled') rows.set(answer.value.app, rowOfSteps(answer.value.steps));
      setBoard((before) => before && { ...before, rows });
    });
  }, [hasEvents, board === null]);
  return { board, trouble, again, hasEvents };
}
