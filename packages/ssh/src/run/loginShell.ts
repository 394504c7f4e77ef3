import { CodedError } from '#contract';
import type { CommandResult } from '#shell';
import type { SshLogin } from '../login/types.js';
import { unread, unreadMark } from './fed.js';

const mostOutput = 200;

/**
 * Throws LOGIN_SHELL_FAILED where a login shell did not come to the command it was given: it ended before, waited until the time was over, or
 * a start-up file of it read what was meant for the command. `pid` is null where no command has told its own.
 */
export function requireBegun({ label: host, user }: SshLogin, result: CommandResult, pid: number | null): void {
  const { exitCode, stdout, stderr, durationMs, timedOut, cancelled, connectionLost } = result;
  if (pid !== null && !(exitCode === unread && stdout.startsWith(unreadMark))) return;
  if (cancelled || (connectionLost && !timedOut)) return;
  const known = { host, user };
  if (pid !== null) throw new CodedError('LOGIN_SHELL_FAILED', { ...known, ate: 'yes' });
  if (timedOut) throw new CodedError('LOGIN_SHELL_FAILED', { ...known, seconds: Math.round(durationMs / 1000) });
  const output = (stderr.trim() || stdout.trim()).slice(-mostOutput);
  throw new CodedError('LOGIN_SHELL_FAILED', { ...known, status: exitCode ?? result.signal ?? 'unknown', output });
}
