import { useEffect, useRef, useState } from 'preact/hooks';
import type { EventView, ReleaseView } from '#contract';
import { part, release } from '../api/calls.js';
import { follow } from '../api/follow.js';
import { foldRelease } from '../live/foldRelease.js';
import { type StepCells, cellsOf, emptyGrid, foldEvents, type MatrixGrid } from '../matrix/cells.js';
import { type Loaded, useLoad } from '../parts/useLoad.js';
import { useSoon } from '../parts/useSoon.js';

export interface Watched extends Loaded<ReleaseView> {
  grid: MatrixGrid;
  /** False when the events of a release are kept no longer. */
  hasEvents: boolean;
}

/** Events after which the records hold more than the events said. */
const deeper: readonly EventView['kind'][] = ['phase', 'vote', 'granted', 'cancelled', 'settled'];
/** Up to so many hosts the steps are loaded one by one where there are no events. */
const few = 24;

/** One release, followed from its first event to its last. */
export function useRelease(id: string): Watched {
  // Events that arrive while the release is loaded may not be in the answer.
  const meanwhile = useRef<EventView[]>([]);
  const loaded = useLoad(async () => {
    meanwhile.current = [];
    const value = await release(id);
    return value.state === 'settled' ? value : foldRelease(value, meanwhile.current);
  }, [id]);
  const [grid, setGrid] = useState<MatrixGrid>(emptyGrid);
  const [over, setOver] = useState(false);
  const soon = useSoon(loaded.again, 1000);
  const atEnd = useSoon(loaded.again, 250);
  const latest = useRef(loaded);
  latest.current = loaded;
  useEffect(() => {
    setGrid(emptyGrid);
    setOver(false);
    const ending = new AbortController();
    follow<EventView>(`/v1/releases/${encodeURIComponent(id)}/events`, {
      after: 0,
      take: (events) => {
        setGrid((before) => foldEvents(before, events));
        meanwhile.current.push(...events);
        if (latest.current.value?.state === 'settled') return;
        latest.current.change((value) => foldRelease(value, events));
        if (events.some(({ kind }) => kind === 'settled')) atEnd();
        else if (events.some(({ kind }) => deeper.includes(kind))) soon();
      },
      stands: (how) => {
        if (how === 'over') setOver(true);
      },
      signal: ending.signal,
    });
    return () => ending.abort();
  }, [id]);
  const hasEvents = !over || grid.last > 0;
  const known = loaded.value;
  useEffect(() => {
    if (hasEvents || !known || known.apps.length > few) return;
    void Promise.allSettled(known.apps.map(({ app }) => part(id, app))).then((answers) => {
      const lines = new Map<string, StepCells>();
      for (const answer of answers)
        if (answer.status === 'fulfilled') lines.set(answer.value.app, cellsOf(answer.value.steps));
      setGrid((before) => ({ ...before, lines }));
    });
  }, [hasEvents, known === null]);
  return { ...loaded, grid, hasEvents };
}
