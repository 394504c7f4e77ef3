import { quote } from '#shell';
import { fed, type FedCommand } from '../run/fed.js';
import type { TransferOptions } from './transferOptions.js';

/** Exit status of a remote command whose guard refused; the reason stands in its stderr. */
export const guarded = 76;

/**
 * The command for the remote side of a transfer: asks the guard, makes and, if asked, empties the directory it is to fill, and becomes
 * the given command, whose stdin begins behind the bytes. `empty` is for programs that cannot delete by themselves. Where
 * directories have to be made on the way, the user's umask would shut the application's user out of them.
 */
export function remoteCommand(
  command: string,
  { direction, remote, guard }: TransferOptions,
  empty: boolean,
): FedCommand {
  const directory = quote(remote);
  const lines = ['LC_ALL=C', 'export LC_ALL'];
  if (guard !== undefined) lines.push(`(\n${guard}\n) </dev/null >&2 || exit ${guarded}`);
  if (direction === 'push') lines.push('umask go+rx', `mkdir -p -- ${directory} || exit 1`);
  if (direction === 'push' && empty) lines.push(`(cd -- ${directory} && rm -rf -- ..?* .[!.]* *) || exit 1`);
  lines.push(`exec ${command}`);
  return fed(lines.join('\n'), 'stdin');
}
