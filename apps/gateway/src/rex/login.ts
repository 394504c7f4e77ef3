import { CodedError } from '#contract';
import { localTime } from '#records';
import type { PublicHandler } from '../state/endpoint.js';

/** /login: gives a token for a name and a password. It never echoes the password, nor does it say which of them was wrong. */
export const rexLogin: PublicHandler = async (
  { sent, address, receivedAt },
  { people, throttle, config, now, log },
) => {
  const { username = '', password = '' } = sent;
  const missing = Object.entries({ username, password }).filter(([, value]) => value === '');
  if (missing.length > 0) {
    throw new CodedError('PARAMETER_MISSING', { action: 'login', fields: missing.map(([name]) => name) });
  }
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw new CodedError('PARAMETER_INVALID', { field: 'username, password', reason: 'given more than once' });
  }
  throttle.attempt(address, username);
  const params = { username, password: '********' };
  const user = await people.checkPassword(username, password);
  // A name that is not known may be a password in the wrong field.
  log.info({ ...(user ? { caller: user.name } : {}), address, outcome: user ? 'done' : 'failed' }, 'sign-in');
  if (!user) {
    const trouble = new CodedError('LOGIN_FAILED');
    return { status: trouble.status, body: { code: -1, msg: trouble.envelopeMessage, params } };
  }
  throttle.succeeded(address, username);
  const { token, issuedAt } = await people.issueToken(user, config.rex.tokenLife);
  const body = {
    code: 0,
    msg: '获取成功',
    params,
    token,
    expire: String(config.rex.tokenLife),
    time: { timestamp: String(issuedAt), datetime: localTime(new Date(issuedAt * 1000)) },
    take: Math.floor((now().getTime() - receivedAt.getTime()) / 1000),
    saveToken: { code: 0, msg: '保存token成功' },
  };
  return { status: 200, body };
};
