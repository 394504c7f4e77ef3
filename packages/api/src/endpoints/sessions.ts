import { all } from '#contract/schema';
import { endpoint } from './endpoint.js';
import {
  credentialsSchema,
  freshTokenSchema,
  meSchema,
  newTokenSchema,
  sessionSchema,
  tokenSchema,
} from '../schemas/session.js';

/** Who asks. */
export const sessionEndpoints = {
  createSession: endpoint({
    tag: 'Session',
    summary: 'Sign in',
    auth: 'none',
    body: credentialsSchema,
    answers: { 201: { description: 'a token for the next calls', schema: sessionSchema } },
    problems: ['LOGIN_FAILED', 'TOO_MANY_LOGINS'],
  }),
  endSession: endpoint({
    tag: 'Session',
    summary: 'Sign out: the token that asks is valid no more',
    auth: 'token',
    answers: { 204: { description: 'it has ended' } },
    problems: [],
  }),
  createBoardSession: endpoint({
    tag: 'Session',
    summary: 'Let the browser that asks open /queues, the page of the job queues, for a quarter of an hour',
    auth: 'token',
    answers: {
      204: { description: 'it may', headers: { 'Set-Cookie': 'for /queues only, and out of reach of scripts' } },
    },
    problems: ['PERMISSION_DENIED'],
  }),
  getMe: endpoint({
    tag: 'Session',
    summary: 'Whose token asks',
    auth: 'token',
    answers: { 200: { description: 'the user', schema: meSchema } },
    problems: [],
  }),
  listTokens: endpoint({
    tag: 'Session',
    summary: 'Tokens that are valid, newest first',
    auth: 'token',
    answers: { 200: { description: 'without the tokens themselves', schema: all(tokenSchema) } },
    problems: [],
  }),
  createToken: endpoint({
    tag: 'Session',
    summary: 'Draw a token for a program, as a CI job',
    auth: 'token',
    body: newTokenSchema,
    answers: { 201: { description: 'the only answer that shows it', schema: freshTokenSchema } },
    problems: [],
  }),
  deleteToken: endpoint({
    tag: 'Session',
    summary: 'End a token',
    auth: 'token',
    answers: { 204: { description: 'it has ended' } },
    problems: ['TOKEN_UNKNOWN'],
  }),
};
