import { LRUCache } from 'lru-cache';

const most = 10_000;

/** Times work that begins and ends in this process, by name. */
export interface Stopwatch {
  /** Begins a name; one that has begun already goes on. */
  start(name: string): void;
  /** Seconds since a name began; null if it began elsewhere. */
  stop(name: string): number | null;
}

/** Creates a stopwatch. A name that ends elsewhere is never stopped: the oldest are forgotten when there are too many. */
export function createStopwatch(): Stopwatch {
  const begun = new LRUCache<string, number>({ max: most });
  return {
    start: (name) => {
      if (begun.has(name)) return;
      begun.set(name, performance.now());
    },
    stop: (name) => {
      const at = begun.get(name);
      begun.delete(name);
      return at === undefined ? null : (performance.now() - at) / 1000;
    },
  };
}
