/** One signal for several, whose listeners can be taken away again: those of a whole process would pile up otherwise. */
export function ending(signals: readonly AbortSignal[]): { signal: AbortSignal; forget: () => void } {
  const either = new AbortController();
  const end = (): void => {
    either.abort();
  };
  for (const signal of signals) {
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
  }
  return {
    signal: either.signal,
    forget: () => {
      for (const signal of signals) signal.removeEventListener('abort', end);
    },
  };
}
