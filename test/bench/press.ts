import { setTimeout as pause } from 'node:timers/promises';

/** What came of doing something again and again. */
export interface Pressed {
  /** Done per second. */
  rate: number;
  /** How long each took. */
  ms: number[];
}

/**
 * Does something for so many seconds, `at` of them at once, the next as soon as one is done; with a `rate` no more than so
 * many are begun in a second, evenly, and one that begins late is counted from when it was due; with a `count` it ends after
 * so many. Throws what it throws.
 */
export async function press(
  one: () => Promise<void>,
  { at, seconds, rate = Infinity, count = Infinity }: { at: number; seconds: number; rate?: number; count?: number },
): Promise<Pressed> {
  const ms: number[] = [];
  const began = performance.now();
  const limit = began + seconds * 1000;
  let begun = 0;
  const line = async (): Promise<void> => {
    while (performance.now() < limit && begun < count) {
      const number = begun++;
      const due = rate === Infinity ? performance.now() : began + (number * 1000) / rate;
      if (due > limit) return;
      const early = due - performance.now();
      if (early > 0) await pause(early);
      await one();
      ms.push(performance.now() - due);
    }
  };
  await Promise.all(Array.from({ length: at }, line));
  return { rate: (ms.length * 1000) / (performance.now() - began), ms };
}
