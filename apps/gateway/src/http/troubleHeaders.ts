import type { Trouble } from '#contract';

/** What the headers of an answer say of the trouble it brings: when to come again, and with what. */
export function troubleHeaders({ code, kind, details }: Trouble): Record<string, string> {
  if (code === 'TOKEN_INVALID') return { 'WWW-Authenticate': 'Bearer' };
  if (code === 'TOO_MANY_LOGINS') return { 'Retry-After': String(details.seconds) };
  // Who posts again without a look may do a thing twice.
  if (code === 'MYSQL_UNKNOWN') return {};
  return kind === 'broken' ? { 'Retry-After': '5' } : {};
}
