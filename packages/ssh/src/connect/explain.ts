import { CodedError } from '#contract';
import type { SshLogin } from '../login/types.js';

type LoginError = Error & { level?: string; code?: string | number };

/** True when the server hung up before it spoke: too many logins at once (MaxStartups), worth another try. */
export function wasTurnedAway(error: unknown): boolean {
  const { level, code, message } = error as LoginError;
  return message === 'Connection lost before handshake' || (level === 'client-socket' && code === 'ECONNRESET');
}

/** Why a target was not reached, as CodedError: AUTHENTICATION is final, UNREACHABLE may pass. CodedError stays as it is. */
export function explain(target: SshLogin, error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const { level, message } = error as LoginError;
  const { label: host, user, jump } = target;
  if (level === 'client-authentication' || /authentication failures/i.test(message))
    return new CodedError('AUTHENTICATION', { host, user, reason: message }, { cause: error });
  const reason = jump ? `through ${jump.label}: ${message}` : message;
  return new CodedError('UNREACHABLE', { host, user, reason }, { cause: error });
}
