import { CodedError } from '#contract';
import type { AuthenticatedCallHandler, PublicCallHandler } from '../call/call.js';

/** POST /v1/sessions: gives a token for a name and a password. It does not say which of the two was wrong. */
export const createSession: PublicCallHandler<'createSession'> = async (
  { body, address },
  { people, throttle, config, log },
) => {
  const { username, password } = body;
  throttle.attempt(address, username);
  const user = await people.checkPassword(username, password);
  // A name that is not known may be a password in the wrong field.
  log.info({ ...(user ? { caller: user.name } : {}), address, outcome: user ? 'done' : 'failed' }, 'sign-in');
  if (!user) throw new CodedError('LOGIN_FAILED');
  throttle.succeeded(address, username);
  const life = config.rex.tokenLife;
  const { token, issuedAt } = await people.issueToken(user, life);
  const expiresAt = new Date((issuedAt + life) * 1000).toISOString();
  return { status: 201, body: { token, expiresAt, user } };
};

/** DELETE /v1/sessions/current: ends the token of the call. */
export const endSession: AuthenticatedCallHandler<'endSession'> = async ({ token }, { people }) => {
  await people.endToken({ token });
  return { status: 204, body: null };
};

/** GET /v1/me: the user of the token. */
export const getMe: AuthenticatedCallHandler<'getMe'> = ({ user, expiresAt }) =>
  Promise.resolve({ status: 200, body: { user, expiresAt: expiresAt.toISOString() } });
