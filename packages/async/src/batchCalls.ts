import { setImmediate } from 'node:timers/promises';

interface BatchOptions {
  /** Calls taken along by one run at most (default 32: those of a run wait for each other). */
  atMost?: number;
  /** Whether a run may begin while the one before is under way (default: false). */
  parallel?: boolean;
}

/**
 * Makes one run of `work` of calls that come at the same time: of those within one turn of the event loop and, unless runs
 * are parallel, of those that came while the run before was under way. Whoever comes alone is served alone and at once.
 * `work` gives the results in the order of the calls; what it throws rejects all calls of its run.
 */
export function batchCalls<A, B>(
  work: (calls: A[]) => Promise<readonly B[]>,
  { atMost = 32, parallel = false }: BatchOptions = {},
): (call: A) => Promise<B> {
  let waiting: { call: A; resolve: (result: B) => void; reject: (reason: unknown) => void }[] = [];
  let scheduled = false;

  async function run(): Promise<void> {
    // Those whose calls arrived together come one after the other within this turn of the event loop.
    await setImmediate();
    const along = waiting.slice(0, atMost);
    waiting = waiting.slice(atMost);
    scheduled = !parallel || waiting.length > 0;
    if (parallel && scheduled) void run();
    try {
      const results = await work(along.map(({ call }) => call));
      along.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (thrown) {
      for (const { reject } of along) reject(thrown);
    }
    if (parallel) return;
    scheduled = waiting.length > 0;
    if (scheduled) void run();
  }

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      if (scheduled) return;
      scheduled = true;
      void run();
    });
}
