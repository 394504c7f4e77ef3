import { CodedError } from '#contract';
import type { Config } from '#config';
import { tokenOf } from '../http/authenticate.js';
import type { Answer, Input } from '../state/endpoint.js';
import { type EnvelopeContext, refused } from './envelope.js';
import { troubleHeaders } from '../http/troubleHeaders.js';

/** The parts of a call that its envelope shows; a password is redacted. */
export function envelopeContextOf(input: Pick<Input, 'sent'>, config: Config, take: number): EnvelopeContext {
  const { password, ...sent } = input.sent;
  return {
    sent: password === undefined ? sent : { ...sent, password: '********' },
    take,
    printStdout: config.rex.printStdout,
  };
}

/** The answer to a call that was refused or could not be accepted: the envelope, with the HTTP status of the error. */
export function refusalAnswer(
  input: Pick<Input, 'sent' | 'headers'>,
  config: Config,
  trouble: CodedError,
  take: number,
): Answer {
  const context = envelopeContextOf(input, config, take);
  const headers = troubleHeaders(trouble);
  if (trouble.code === 'TOKEN_INVALID') {
    const token = tokenOf(input);
    const getToken = { code: -1, msg: trouble.details.why, ...(token !== null && { query: null }) };
    const body = { ...refused(context, trouble), token, getToken };
    return { status: trouble.status, body, headers };
  }
  if (trouble.kind !== 'failed') return { status: trouble.status, body: refused(context, trouble), headers };
  // An unexpected error is for the log; its text may hold more than a caller should see.
  return { status: 500, body: refused(context, new CodedError('INTERNAL', { reason: 'see the log of the gateway' })) };
}
