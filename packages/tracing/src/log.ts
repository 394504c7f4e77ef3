import { pino, type Logger, type LoggerOptions } from 'pino';

/** Milliseconds in which the last lines are written, or given up. */
const lastLineMs = 1000;

export interface LogSettings {
  name: string;
  level: string;
  /** Members that are never written. */
  redact?: LoggerOptions['redact'];
  /** Lines of so many bytes, or of so many milliseconds, are written together; each at once where it is absent. */
  together?: { minLength: number; periodicFlush: number };
}

/**
 * Creates the log of this process, one JSON line for each event, on standard output. No call waits for it; lines left when the
 * process ends are written then.
 */
export function createLog({ together, ...settings }: LogSettings): Logger {
  // With a least length of 0 a flush would not wait for lines on their way.
  const output = pino.destination({ dest: 1, sync: false, ...(together ?? { minLength: 1 }) });
  return pino(settings, output);
}

/** Whether the log was written within a second. */
async function isWritten(log: Logger): Promise<boolean> {
  return await new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), lastLineMs);
    log.flush(() => resolve(true));
  });
}

/**
 * Ends this process once its log is written; where nobody reads it any more, as if it was killed: an exit would wait for the line under way
 * for as long as the pipe stays full, and sonic-boom's flushSync would try for ever once it is closed.
 */
export async function endLogged(log: Logger): Promise<void> {
  if (await isWritten(log)) process.exit(0);
  process.kill(process.pid, 'SIGKILL');
}
