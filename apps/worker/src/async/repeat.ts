/**
 * Does something at once and then every `ms`, one after the other: a run that takes longer lets its turns go by. A run that
 * throws is told to `failed`, and the next one comes. `stop` resolves when no run is under way any more.
 */
export function repeat(
  ms: number,
  work: () => Promise<void>,
  failed: (thrown: unknown) => void,
): { stop: () => Promise<void> } {
  let busy = false;
  let round = Promise.resolve();
  const run = (): void => {
    if (busy) return;
    busy = true;
    round = work()
      .catch(failed)
      .finally(() => (busy = false));
  };
  run();
  const timer = setInterval(run, ms);
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}
