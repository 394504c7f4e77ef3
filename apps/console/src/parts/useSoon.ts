import { useEffect, useMemo, useRef } from 'preact/hooks';

/** A call of `act` a little later, however often it is asked for until then. */
export function useSoon(act: () => void, ms = 300): () => void {
  const latest = useRef(act);
  latest.current = act;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return useMemo(
    () => () => {
      timer.current ??= setTimeout(() => {
        timer.current = null;
        latest.current();
      }, ms);
    },
    [ms],
  );
}
