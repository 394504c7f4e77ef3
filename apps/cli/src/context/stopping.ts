import { Ending } from '../errors/ending.js';
import { exits } from '../errors/exits.js';

/**
 * Watches over some work until the first Ctrl-C (or SIGTERM), which ends the watching and nothing else. Throws Ending with
 * what `told` says then.
 */
export async function untilStopped<T>(told: () => string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const stopped = (): void => {
    stop.abort();
  };
  process.once('SIGINT', stopped);
  process.once('SIGTERM', stopped);
  try {
    const result = await work(stop.signal).catch((thrown: unknown) => {
      if (!stop.signal.aborted) throw thrown;
    });
    if (stop.signal.aborted) throw new Ending(exits.interrupted, told());
    return result as T;
  } finally {
    process.removeListener('SIGINT', stopped);
    process.removeListener('SIGTERM', stopped);
  }
}
