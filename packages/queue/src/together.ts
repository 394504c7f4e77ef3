/**
 * Does at once, in one call, what is asked for within one turn of the event loop: requests that were accepted together
 * come together. What the call throws, all of them are told.
 */
export function together<T>(work: (asked: T[]) => Promise<unknown>): (one: T) => Promise<void> {
  let asked: { one: T; resolve: () => void; reject: (reason: unknown) => void }[] = [];

  function flush(): void {
    const now = asked;
    asked = [];
    work(now.map(({ one }) => one)).then(
      () => {
        for (const { resolve } of now) resolve();
      },
      (thrown: unknown) => {
        for (const { reject } of now) reject(thrown);
      },
    );
  }

  return (one) =>
    new Promise((resolve, reject) => {
      asked.push({ one, resolve, reject });
      if (asked.length === 1) setImmediate(flush);
    });
}
