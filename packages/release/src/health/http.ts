import { redact, statement, type HttpMethod, type Warning } from '#contract';
import type { AskedFrom, HealthType, Pace, TlsTerms } from './contract.js';

/** `url`, `header`, `params`, `requirecode`, `require` of the catalogue, and what it has no columns for: a request and the answer it wants. */
export interface HttpCheck extends Pace {
  type: 'http';
  from?: AskedFrom;
  url: string;
  headers: Record<string, string>;
  body: string | null;
  /** Where nothing is said, POST with a body and GET without one. */
  method?: HttpMethod;
  tls?: TlsTerms;
  /** Any of these is expected, or null for any below 400. */
  status: readonly number[] | null;
  /** Regular expression the body must match, or null. */
  pattern: string | null;
}

const mostShown = 200;

/** The beginning of an answer as one line for a message. */
export const beginningOf = (answer: string): string =>
  answer
    .slice(0, mostShown)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** What a body is, for servers that take nothing else. */
function contentTypeOf(body: string): string {
  if (isJson(body)) return 'application/json';
  return /^[^\s=&]+=[^\s&]*(&[^\s=&]+=[^\s&]*)*$/.test(body)
    ? 'application/x-www-form-urlencoded'
    : 'text/plain;charset=UTF-8';
}

function headersOf({ headers, body }: HttpCheck): Record<string, string> {
  const isGiven = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return body === null || isGiven ? headers : { 'content-type': contentTypeOf(body), ...headers };
}

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

function wrongStatus(expected: HttpCheck['status'], status: number, answer: string): Warning | null {
  if (expected === null ? status < 400 : expected.includes(status)) return null;
  if (expected === null)
    return answer === '' ? statement('seen.answers', { status }) : statement('seen.answersSaying', { status, answer });
  const wanted = expected.join(', ');
  return answer === ''
    ? statement('seen.answersInstead', { status, expected: wanted })
    : statement('seen.answersInsteadSaying', { status, expected: wanted, answer });
}

const loginOf = /^([a-z]+:\/\/)[^/?#]*@/i;

/** An address of the application itself. */
export const httpHealth: HealthType<HttpCheck> = {
  look: (check) => ({
    do: 'http',
    from: check.from ?? 'worker',
    url: check.url,
    method: check.method ?? (check.body === null ? 'GET' : 'POST'),
    headers: headersOf(check),
    body: ['GET', 'HEAD'].includes(check.method ?? '') ? null : check.body,
    follow: !(check.status?.some(isRedirect) ?? false),
    tls: check.tls ?? {},
  }),
  wrong: ({ status, pattern }, seen) => {
    if ('failed' in seen) return seen.failed;
    const answer = beginningOf(seen.body);
    const other = wrongStatus(status, seen.status, answer);
    if (other !== null) return other;
    return pattern === null || new RegExp(pattern).test(seen.body)
      ? null
      : statement('seen.otherAnswer', { pattern, answer });
  },
  subject: ({ url }) => redact(url.replace(URL.canParse(url) ? loginOf : /^([a-z]+:\/\/).*@/i, '$1[secret]@')),
  lasts: true,
};
