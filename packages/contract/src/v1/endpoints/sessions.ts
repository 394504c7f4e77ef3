import type { Endpoint } from '../endpoint.js';
import { all, ref } from '../schema.js';
import { credentials, freshToken, me, newToken, session } from '../schemas/session.js';

/** Who asks. */
export const sessions: readonly Endpoint[] = [
  {
    id: 'createSession',
    method: 'post',
    path: '/v1/sessions',
    tag: 'Session',
    summary: 'Sign in',
    auth: 'none',
    body: credentials,
    answers: { 201: { description: 'a token for the next calls', schema: session } },
    problems: ['LOGIN_FAILED', 'TOO_MANY_LOGINS'],
  },
  {
    id: 'endSession',
    method: 'delete',
    path: '/v1/sessions/current',
    tag: 'Session',
    summary: 'Sign out: the token that asks is valid no more',
    auth: 'token',
    answers: { 204: { description: 'it has ended' } },
    problems: [],
  },
  {
    id: 'getMe',
    method: 'get',
    path: '/v1/me',
    tag: 'Session',
    summary: 'Whose token asks',
    auth: 'token',
    answers: { 200: { description: 'the user', schema: me } },
    problems: [],
  },
  {
    id: 'listTokens',
    method: 'get',
    path: '/v1/tokens',
    tag: 'Session',
    summary: 'Tokens that are valid, newest first',
    auth: 'token',
    answers: { 200: { description: 'without the tokens themselves', schema: all(ref('Token')) } },
    problems: [],
  },
  {
    id: 'createToken',
    method: 'post',
    path: '/v1/tokens',
    tag: 'Session',
    summary: 'Draw a token for a program, as a CI job',
    auth: 'token',
    body: newToken,
    answers: { 201: { description: 'the only answer that shows it', schema: freshToken } },
    problems: [],
  },
  {
    id: 'deleteToken',
    method: 'delete',
    path: '/v1/tokens/:id',
    tag: 'Session',
    summary: 'End a token',
    auth: 'token',
    answers: { 204: { description: 'it has ended' } },
    problems: ['TOKEN_UNKNOWN'],
  },
];
