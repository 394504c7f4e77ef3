import { pino, type Logger } from 'pino';
import type { Config } from '#config';

/** The log of this process, one JSON line for each event, on standard output. */
export function createLog({ log }: Config): Logger {
  return pino({ name: 'rexflow-gateway', level: log.level, redact: ['token', 'password', '*.token', '*.password'] });
}

/** A name may be spelled with escapes (`%74oken`) and still be read as what it means. */
const isSecret = (name: string): boolean => /^(token|password)$/i.test([...new URLSearchParams(name).keys()][0] ?? '');

/** An address as it may be logged: tokens, passwords and logins in it are masked. */
export function loggable(url: string): string {
  return url
    .replaceAll(/([?&])([^=&#]*)=[^&#]*/g, (pair, start: string, name: string) =>
      isSecret(name) ? `${start}${name}=[secret]` : pair,
    )
    .replaceAll(/((?::|%3a)(?:\/|%2f){2})(?:(?!%2f|%40)[^/@&#\s])+(@|%40)/gi, '$1[secret]$2');
}
