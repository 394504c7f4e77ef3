/** The clock of MySQL as a process knows it: read off now and then, and carried on by the process' own monotonic clock. */
export interface Clock {
  now(): Date;
  /** Whether it has to be read off again. */
  isOld(): boolean;
  /** Reads it off: `ask` gives the moment as a DATETIME(3) in UTC. */
  read(ask: () => Promise<string>): Promise<void>;
}

/** In so long two clocks do not drift apart by more than a millisecond or two. */
const goodForMs = 30_000;

/** A clock that shows the process' own time until it was first read off. */
export function createClock(): Clock {
  let offset = Date.now() - performance.now();
  let readAt = -Infinity;
  return {
    now: () => new Date(offset + performance.now()),
    isOld: () => performance.now() - readAt > goodForMs,
    read: async (ask) => {
      const before = readAt;
      const begun = performance.now();
      // Whoever comes meanwhile need not ask as well.
      readAt = begun;
      try {
        const text = await ask();
        offset = Date.parse(`${text.replace(' ', 'T')}Z`) - (begun + performance.now()) / 2;
      } catch (thrown) {
        readAt = before;
        throw thrown;
      }
    },
  };
}
