import { CodedError } from '#contract';
import type { LoginWays } from '../login/loginWays.js';
import type { SshLogin } from '../login/types.js';
import type { LoginError } from './handshake.js';

/** True when the server hung up before it spoke: too many logins at once (MaxStartups), worth another try. */
export function wasTurnedAway(error: unknown): boolean {
  const { level, code, message } = error as LoginError;
  return message === 'Connection lost before handshake' || (level === 'client-socket' && code === 'ECONNRESET');
}

const wasRefused = ({ level, message }: LoginError): boolean =>
  level === 'client-authentication' || /authentication failures/i.test(message);

/** Why nobody got in, where it lies with what was logged in with: as CodedError, else the error as it came. */
export function explainLogin(
  { label: host, user, agent: path }: SshLogin,
  error: unknown,
  { ways, certificates, agentTrouble }: LoginWays,
): unknown {
  if (error instanceof CodedError || path === null) return error;
  const { message, ofAgent } = error as LoginError;
  const known = { host, user, path };
  if (!wasRefused(error as LoginError)) return error;
  if (ofAgent && ways.every(({ type }) => type === 'agent'))
    return new CodedError('SSH_AGENT_FAILED', { ...known, reason: ofAgent.message }, { cause: ofAgent });
  if (certificates.length > 0)
    return new CodedError('LOGIN_CERTIFICATE', { ...known, certificates, reason: message }, { cause: error });
  const trouble = ofAgent?.message ?? agentTrouble;
  const reason = trouble === '' ? message : `${message}; of the agent at ${path}: ${trouble}`;
  return new CodedError('AUTHENTICATION', { host, user, reason }, { cause: error });
}

/** Why a target was not reached, as CodedError: AUTHENTICATION is final, UNREACHABLE may pass. CodedError stays as it is. */
export function explain(target: SshLogin, error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const { label: host, user, jump } = target;
  const { message } = error as LoginError;
  if (wasRefused(error as LoginError))
    return new CodedError('AUTHENTICATION', { host, user, reason: message }, { cause: error });
  const reason = jump ? `through ${jump.label}: ${message}` : message;
  return new CodedError('UNREACHABLE', { host, user, reason }, { cause: error });
}
