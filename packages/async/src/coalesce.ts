/** Shares work among those who ask for the same at the same time, told by a key. */
export type Coalescer<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/**
 * A coalescer: whoever comes while the same is under way shares one run with all others who do, and it begins after they came:
 * what they get was looked up since they asked. Different keys do not wait for each other.
 */
export function createCoalescer<T>(): Coalescer<T> {
  const under = new Map<string, { running: Promise<T>; next: Promise<T> | null }>();

  function begin(key: string, work: () => Promise<T>): Promise<T> {
    const running = work();
    const mine = { running, next: null };
    under.set(key, mine);
    const end = (): void => {
      // Who waits for the next run begins it, in the place of this one.
      if (under.get(key) === mine && mine.next === null) under.delete(key);
    };
    running.then(end, end);
    return running;
  }

  return (key, work) => {
    const known = under.get(key);
    if (!known) return begin(key, work);
    const again = (): Promise<T> => begin(key, work);
    return (known.next ??= known.running.then(again, again));
  };
}
