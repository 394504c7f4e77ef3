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
