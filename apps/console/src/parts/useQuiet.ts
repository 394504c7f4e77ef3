import { useEffect, useState } from 'preact/hooks';

/** A value as it is once it has not changed for `ms` milliseconds: what is typed is not asked for letter by letter. */
export function useQuiet<T>(value: T, ms = 250): T {
  const [quiet, setQuiet] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return quiet;
}
