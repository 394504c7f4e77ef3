import { setImmediate } from 'node:timers/promises';

/** The most calls of one run: they wait for each other. */
const most = 32;

/**
 * Does for several at once what they ask for at the same time: one run of `work` after the other, each for those who came
 * while the one before was under way, so that whoever comes alone is served alone and at once, and what a run costs is
 * shared when it matters. `work` gives the results in the order it was asked; what it throws, all of its run are told.
 */
export function shared<A, B>(work: (asked: A[]) => Promise<B[]>): (one: A) => Promise<B> {
  let waiting: { one: A; resolve: (result: B) => void; reject: (reason: unknown) => void }[] = [];
  let running = false;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // Those whose calls arrived together come one after the other within this turn of the event loop.
      await setImmediate();
      const along = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const results = await work(along.map(({ one }) => one));
        along.forEach(({ resolve }, index) => resolve(results[index]!));
      } catch (thrown) {
        for (const { reject } of along) reject(thrown);
      }
    }
    running = false;
  }

  return (one) =>
    new Promise((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (running) return;
      running = true;
      void run();
    });
}
