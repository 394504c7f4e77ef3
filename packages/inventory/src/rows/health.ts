import type { HealthCheck } from '#release';
import type { Row } from '#mysql';
import { textColumn } from './columns.js';

/** Headers written as `Name:Value;Name2:Value2`; a value may hold further colons. An entry without a name is passed over. */
function headersOf(written: string): Record<string, string> {
  const pairs = written.split(';').flatMap((entry) => {
    const colon = entry.indexOf(':');
    const name = entry.slice(0, Math.max(colon, 0)).trim();
    return name === '' ? [] : [[name, entry.slice(colon + 1).trim()] as const];
  });
  return Object.fromEntries(pairs);
}

/** The health check of a row's application; null without a url. */
export function healthOf(row: Row): HealthCheck | null {
  const url = textColumn(row, 'url');
  if (url === '') return null;
  const status = textColumn(row, 'requirecode');
  return {
    type: 'http',
    url,
    headers: headersOf(textColumn(row, 'header')),
    body: textColumn(row, 'params') || null,
    status: /^[1-5]\d\d$/.test(status) ? Number(status) : null,
    pattern: textColumn(row, 'require') || null,
  };
}
