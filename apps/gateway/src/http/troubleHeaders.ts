import type { CodedError } from '#contract';

/** The headers of an answer with an error: when to try again, and with which credentials. */
export function troubleHeaders({ code, kind, details }: CodedError): Record<string, string> {
  if (code === 'TOKEN_INVALID') return { 'WWW-Authenticate': 'Bearer' };
  if (code === 'TOO_MANY_LOGINS') return { 'Retry-After': String(details.seconds) };
  // A caller that posts again without checking may do a thing twice.
  if (code === 'MYSQL_UNKNOWN') return {};
  return kind === 'broken' ? { 'Retry-After': '5' } : {};
}
