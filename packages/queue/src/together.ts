/**
 * Does at once, in one call, what is asked for within one turn of the event loop: requests that were accepted together
 * come together. What the call throws, all of them are told.
 */
export function together(work: (ids: string[]) => Promise<unknown>): (id: string) => Promise<void> {
  let asked: { id: string; resolve: () => void; reject: (reason: unknown) => void }[] = [];

  function flush(): void {
    const now = asked;
    asked = [];
    work(now.map(({ id }) => id)).then(
      () => {
        for (const { resolve } of now) resolve();
      },
      (thrown: unknown) => {
        for (const { reject } of now) reject(thrown);
      },
    );
  }

  return (id) =>
    new Promise((resolve, reject) => {
      asked.push({ id, resolve, reject });
      if (asked.length === 1) setImmediate(flush);
    });
}
