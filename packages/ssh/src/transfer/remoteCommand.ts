import { quote } from '#shell';
import { printPid } from '../run/pidReport.js';
import type { TransferOptions } from './transferOptions.js';

/** Exit status of a remote command whose guard refused; the reason stands in its stderr. */
export const guarded = 76;

/**
 * The command line for the remote side of a transfer: prints its process id, asks the guard, makes and, if asked, empties the
 * directory it is to fill, and becomes the given command. `empty` is for programs that cannot delete by themselves.
 */
export function remoteCommand(command: string, { direction, remote, guard }: TransferOptions, empty: boolean): string {
  const directory = quote(remote);
  const lines = [printPid, 'LC_ALL=C', 'export LC_ALL'];
  if (guard !== undefined) lines.push(`(\n${guard}\n) </dev/null >&2 || exit ${guarded}`);
  if (direction === 'push') lines.push(`mkdir -p -- ${directory} || exit 1`);
  if (direction === 'push' && empty) lines.push(`(cd -- ${directory} && rm -rf -- ..?* .[!.]* *) || exit 1`);
  lines.push(`exec ${command}`);
  return `exec sh -c ${quote(lines.join('\n'))}`;
}
