const most = 10_000;

/** Times what begins and ends here, by name. */
export interface Stopwatch {
  /** Something begins; what has begun already goes on. */
  start(name: string): void;
  /** Seconds since it began; null for what began elsewhere. */
  stop(name: string): number | null;
}

/** See Stopwatch. What is ended elsewhere is never stopped: the oldest are forgotten when there are too many. */
export function createStopwatch(): Stopwatch {
  const begun = new Map<string, number>();
  return {
    start: (name) => {
      if (begun.has(name)) return;
      begun.set(name, performance.now());
      if (begun.size > most) begun.delete(begun.keys().next().value!);
    },
    stop: (name) => {
      const at = begun.get(name);
      begun.delete(name);
      return at === undefined ? null : (performance.now() - at) / 1000;
    },
  };
}
