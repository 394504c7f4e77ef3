import { pino, type Logger } from 'pino';
import type { Config } from '#config';

/** The log of this process, one JSON line for each event, on standard output. */
export function createLog({ log }: Config): Logger {
  return pino({ name: 'rexflow-gateway', level: log.level, redact: ['token', 'password', '*.token', '*.password'] });
}
