import { secondsIn, type AppSettings } from '#fleet';
import type { Row } from '#mysql';
import type { HealthCheck, Pace } from '#release';
import { withColumns } from '../beside/besideHealth.js';
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

type Settings = NonNullable<AppSettings['health']>[number];

/** The check that the columns of a row say, as settings; null without a url. */
export function columnCheck(row: Row): Of<'http'> | null {
  const url = textColumn(row, 'url');
  if (url === '') return null;
  const headers = headersOf(textColumn(row, 'header'));
  const [body, status, pattern] = ['params', 'requirecode', 'require'].map((column) => textColumn(row, column));
  const expect = {
    ...(/^[1-5]\d\d$/.test(status!) && { status: [Number(status)] }),
    ...(pattern && { body: pattern }),
  };
  return {
    type: 'http',
    url,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body && { body }),
    ...(Object.keys(expect).length > 0 && { expect }),
  };
}

const paceOf = ({ within, every, inARow, timeout }: Settings): Pace => ({
  ...(within && { within: secondsIn(within) }),
  ...(every && { every: secondsIn(every) }),
  ...(inARow && { inARow }),
  ...(timeout && { timeout: secondsIn(timeout) }),
});

type Of<K extends Settings['type']> = Extract<Settings, { type: K }>;

const ofKind: { [K in Settings['type']]: (settings: Of<K>) => HealthCheck } = {
  http: ({ type, url, headers, body, method, tls, expect, from }) => ({
    type,
    url,
    headers: headers ?? {},
    body: body || null,
    status: expect?.status ?? null,
    pattern: expect?.body ?? null,
    ...(method && { method }),
    ...(tls && { tls }),
    ...(from && { from }),
  }),
  tcp: ({ type, address, from }) => ({ type, address, ...(from && { from }) }),
  command: ({ type, command }) => ({ type, command }),
  log: ({ type, file, line }) => ({ type, file, line }),
};

const checkOf = (settings: Settings): HealthCheck => ({
  ...(ofKind[settings.type] as (settings: Settings) => HealthCheck)(settings),
  ...paceOf(settings),
});

/** The health checks of a row's application, by its columns and by what is said beside them. */
export const healthOf = (row: Row, beside: AppSettings['health']): HealthCheck[] =>
  withColumns(columnCheck(row), beside ?? []).map(checkOf);
