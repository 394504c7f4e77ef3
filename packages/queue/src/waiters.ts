/** Those who wait, each for a word of one name, and no longer than they like. */
export interface Waiters {
  /** Resolves at the next word of that name, after `ms` at the latest. */
  next(name: string, ms: number): Promise<void>;
  /** Says a word: all who wait for that name go on. */
  wake(name: string): void;
  /** Lets everybody go on. */
  wakeAll(): void;
}

/** See Waiters. */
export function createWaiters(): Waiters {
  const waiting = new Map<string, Set<() => void>>();
  const wake = (name: string): void => {
    for (const go of waiting.get(name) ?? []) go();
  };
  return {
    next: (name, ms) =>
      new Promise((resolve) => {
        const all = waiting.get(name) ?? new Set();
        waiting.set(name, all);
        const go = (): void => {
          clearTimeout(timer);
          all.delete(go);
          if (all.size === 0) waiting.delete(name);
          resolve();
        };
        const timer = setTimeout(go, ms);
        all.add(go);
      }),
    wake,
    wakeAll: () => {
      for (const name of [...waiting.keys()]) wake(name);
    },
  };
}
