import { useEffect, useMemo, useRef } from 'preact/hooks';

/**
 * A call of `act` a little later, however often it is asked for until then: after `ms` to twice that, so that the tabs of
 * many people, who all hear of the same event, do not ask at the same moment.
 */
export function useSoon(act: () => void, ms = 300): () => void {
  const latest = useRef(act);
  latest.current = act;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return useMemo(
    () => () => {
      timer.current ??= setTimeout(
        () => {
          timer.current = null;
          latest.current();
        },
        ms * (1 + Math.random()),
      );
    },
    [ms],
  );
}
