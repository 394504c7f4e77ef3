import { pino, type Logger } from 'pino';
import type { Config } from '#config';

/** Creates the log, one JSON line for each event, on standard output; each is written at once, and no call waits for it. */
export function createWorkerLog({ log }: Config): Logger {
  // With a least length of 0 a flush would not wait for lines on their way.
  const output = pino.destination({ dest: 1, sync: false, minLength: 1 });
  return pino({ name: 'rexflow-worker', level: log.level }, output);
}

const lastLineMs = 1000;

/**
 * Resolves once the log is written, or cannot be: a line on its way when the process ends is flushed by pino, which tries for
 * ever if nobody reads our output any more (sonic-boom's flushSync takes EPIPE for an error that passes).
 */
export async function logWritten(log: Logger): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, lastLineMs);
    log.flush(() => resolve());
  });
}
