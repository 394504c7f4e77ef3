import { statement } from '#contract';
import type { HealthType } from './contract.js';

/** `url`, `header`, `params`, `requirecode`, `require` of the catalogue: a request and the answer it wants. */
export interface HttpCheck {
  type: 'http';
  url: string;
  headers: Record<string, string>;
  /** Sent with POST; null asks with GET. */
  body: string | null;
  /** Expected status, or null for any below 400. */
  status: number | null;
  /** Regular expression the body must match, or null. */
  pattern: string | null;
}

/** The application's own URL, asked by the worker. */
export const httpHealth: HealthType<HttpCheck> = {
  look: ({ url, headers, body }) => ({ url, headers, body }),
  wrong: ({ status, pattern }, seen) => {
    if ('failed' in seen) return seen.failed;
    if (status === null ? seen.status >= 400 : seen.status !== status) {
      return status === null
        ? statement('seen.answers', { status: seen.status })
        : statement('seen.answersInstead', { status: seen.status, expected: status });
    }
    if (pattern !== null && !new RegExp(pattern).test(seen.body)) {
      return statement('seen.otherAnswer', { pattern, answer: seen.body.slice(0, 200) });
    }
    return null;
  },
  subject: ({ url }) => url,
};
