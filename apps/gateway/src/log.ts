import { pino, type Logger } from 'pino';
import type { Config } from '#config';

/** The log of this process, one JSON line for each event, on standard output. */
export function createLog({ log }: Config): Logger {
  return pino({ name: 'gateway', level: log.level, redact: ['token', 'password', '*.token', '*.password'] });
}

/** An address as it may be logged: tokens, passwords and logins in it are masked. */
export function loggable(url: string): string {
  return url
    .replaceAll(/([?&](?:token|password)=)[^&#]*/gi, '$1[secret]')
    .replaceAll(/(:\/\/)[^/@\s]+@/g, '$1[secret]@');
}
