import { setTimeout } from 'node:timers/promises';

/** What came of doing something again and again. */
export interface Pressed {
  /** Done per second. */
  rate: number;
  /** How long each took. */
  ms: number[];
}

/** Does something for so many seconds, `at` of them at once, the next as soon as one is done. Throws what it throws. */
export async function press(
  one: () => Promise<void>,
  { at, seconds }: { at: number; seconds: number },
): Promise<Pressed> {
  const ms: number[] = [];
  const began = performance.now();
  const limit = began + seconds * 1000;
  const line = async (): Promise<void> => {
    for (let now = performance.now(); now < limit;) {
      await one();
      const then = performance.now();
      ms.push(then - now);
      now = then;
    }
  };
  await Promise.all(Array.from({ length: at }, line));
  return { rate: (ms.length * 1000) / (performance.now() - began), ms };
}

/**
 * Does something at a rate, whether what was begun before is done or not; gives how long each took from the moment it
 * was due.
 */
export async function pace(
  one: () => Promise<void>,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<number[]> {
  const count = Math.max(1, Math.floor(rate * seconds));
  const began = performance.now();
  const due = Array.from({ length: count }, (_, index) => began + (index * 1000) / rate);
  return await Promise.all(
    due.map(async (at) => {
      await setTimeout(at - performance.now());
      await one();
      return performance.now() - at;
    }),
  );
}
