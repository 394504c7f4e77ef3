/**
 * Runs `work` at once and then every `ms` milliseconds, one after the other: a run that takes longer skips its turns. An error
 * of a run is passed to `failed`, and the next run follows. `stop` resolves when no run is under way any more.
 */
export function every(
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
