import { CliError } from '../errors/cliError.js';
import { exits } from '../errors/exits.js';

/**
 * Runs `work` until it ends or the first Ctrl-C (or SIGTERM) comes, which aborts its signal and nothing else. Throws CliError
 * with `message` and the status of an interruption then.
 */
export async function untilStopped<T>(message: () => string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
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
    if (stop.signal.aborted) throw new CliError(exits.interrupted, message());
    return result as T;
  } finally {
    process.removeListener('SIGINT', stopped);
    process.removeListener('SIGTERM', stopped);
  }
}
