import type { IncomingHttpHeaders } from 'node:http';
import { CodedError } from '#contract';
import type { People, User } from '#records';
import type { Input } from '../state/endpoint.js';

/** The original's texts for the state of a token. */
export const tokenWords = {
  missing: 'token数据为空',
  unknown: '根据token查询数据为空',
  expired: 'token已经过期',
  valid: 'token校验正常',
} as const;

/** The token of `Authorization: Bearer`, if there is one. */
export function bearerOf({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
}

/** The token of a call: from `Authorization: Bearer`, the query or the body; null when there is none. */
export function tokenOf({ headers, sent }: Pick<Input, 'headers' | 'sent'>): string | null {
  const token = bearerOf(headers) ?? sent.token;
  return typeof token === 'string' && token !== '' ? token.replace(/^(["'])(.*)\1$/, '$2') : null;
}

/** The user of a token. Throws TOKEN_INVALID, with the reason in `why` (the original's texts). */
export async function authenticate(people: People, token: string | null): Promise<User> {
  if (token === null) throw new CodedError('TOKEN_INVALID', { why: tokenWords.missing });
  const check = await people.checkToken(token);
  if (check.state !== 'valid') throw new CodedError('TOKEN_INVALID', { why: tokenWords[check.state] });
  return check.user;
}
