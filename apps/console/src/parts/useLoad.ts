import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asRefused, type Refused } from '../api/refused.js';

export interface Loaded<T> {
  /** The newest answer; it stays while a newer one is asked for. */
  value: T | null;
  trouble: Refused | null;
  loading: boolean;
  /** Asks again. */
  again: () => void;
  /** Changes the answer by what events said since. */
  change: (how: (value: T) => T) => void;
}

/** Loads when the component appears, when `about` changes and on `again`; an answer that comes too late is dropped. */
export function useLoad<T>(load: () => Promise<T>, about: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<Pick<Loaded<T>, 'value' | 'trouble' | 'loading'>>({
    value: null,
    trouble: null,
    loading: true,
  });
  const turn = useRef(0);
  const latest = useRef(load);
  latest.current = load;
  const again = useCallback(() => {
    const mine = (turn.current += 1);
    setState((before) => ({ ...before, loading: true }));
    latest.current().then(
      (value) => {
        if (mine === turn.current) setState({ value, trouble: null, loading: false });
      },
      (thrown: unknown) => {
        if (mine === turn.current) setState((before) => ({ ...before, trouble: asRefused(thrown), loading: false }));
      },
    );
  }, []);
  useEffect(() => {
    setState({ value: null, trouble: null, loading: true });
    again();
    return () => {
      turn.current += 1;
    };
  }, about);
  const change = useCallback((how: (value: T) => T) => {
    setState((before) => (before.value === null ? before : { ...before, value: how(before.value) }));
  }, []);
  return { ...state, again, change };
}
