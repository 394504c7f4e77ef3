import { hostError, CodedError } from '#contract';
import { facts } from '#shell';
import type { TransferOptions } from './transferOptions.js';
import type { SshLogin } from '../login/types.js';
import { unread } from '../run/fed.js';
import { guarded } from './remoteCommand.js';
import type { Verdict } from './superviseTransfer.js';

const lastLines = 8;

/** Messages of the receiving side, which for a push is the host; only the sender's carry its name. */
const noSpace = /No space left on device|Wrote only \d+ of \d+ bytes/;
const readOnly = /Permission denied|Read-only file system|Operation not permitted/;
const sender = /\[sender\]|send_files failed/;

/** The source and the destination of a transfer, for messages. */
export function transferLabel({ direction, local, remote }: TransferOptions): string {
  return direction === 'push' ? `${local} to ${remote}` : `${remote} to ${local}`;
}

/** The error of a transfer, or null when it went well. `whyGone` is the reason of a connection that broke. */
export function explainTransfer(
  target: SshLogin,
  options: TransferOptions,
  { local, remote, errors, stopped }: Verdict,
  whyGone: string,
): CodedError | null {
  const { label: host, user } = target;
  const what = transferLabel(options);
  if (stopped === 'deadline')
    return new CodedError('DEADLINE', { what: `carrying ${what}`, seconds: options.deadlineMs / 1000 });
  if (stopped === 'still') {
    const seconds = Math.round((options.standstill?.afterMs ?? 0) / 1000);
    return new CodedError('CONNECTION_LOST', {
      host,
      user,
      reason: `no byte moved for ${seconds} s, while carrying ${what}`,
    });
  }
  if (stopped === 'cancel') {
    const reason: unknown = options.signal?.reason;
    return reason instanceof CodedError ? reason : new CodedError('CANCELLED', { by: 'the caller' });
  }
  if (local === 0 && remote?.code === 0) return null;
  if (remote === null)
    return new CodedError('CONNECTION_LOST', { host, user, reason: `${whyGone}, while carrying ${what}` });
  if (remote.code === unread) return new CodedError('LOGIN_SHELL_FAILED', { host, user, ate: 'yes' });
  const guardError = remote.code === guarded ? hostError(facts(errors)) : null;
  if (guardError) return guardError;
  const outputLines = errors.split('\n').filter((line) => line.trim() !== '');
  if (options.direction === 'push') {
    const path = options.remote;
    const theirs = outputLines.filter((line) => !sender.test(line));
    if (theirs.some((line) => noSpace.test(line))) return new CodedError('DISK_FULL', { path, host });
    if (theirs.some((line) => readOnly.test(line))) return new CodedError('NOT_WRITABLE', { path, host, user });
  }
  const reason = outputLines.slice(-lastLines).join('\n') || `it ended with status ${local ?? 'unknown'}`;
  return new CodedError('TRANSFER_FAILED', { what, host, reason });
}
