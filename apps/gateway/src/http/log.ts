import { pino, type Logger } from 'pino';
import type { Config } from '#config';

/** Lines of so many bytes, or of so many milliseconds, are written together. */
const together = { minLength: 4096, periodicFlush: 100 };

/**
 * Creates the log of this process, one JSON line for each event, on standard output. No call waits for it; lines left when the
 * process ends are written then.
 */
export function createLog({ log }: Config): Logger {
  const output = pino.destination({ dest: 1, sync: false, ...together });
  process.on('exit', () => {
    output.flushSync();
  });
  const redact = ['token', 'password', '*.token', '*.password'];
  return pino({ name: 'rexflow-gateway', level: log.level, redact }, output);
}

const lastLineMs = 1000;

/**
 * Resolves once the log is written, or cannot be: when nobody reads our output any more, the flush at the end of the process
 * would try for ever (sonic-boom's flushSync takes EPIPE for an error that passes), but after this it has nothing to do.
 */
export async function written(log: Logger): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, lastLineMs);
    log.flush(() => resolve());
  });
}
