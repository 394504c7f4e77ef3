import { quote } from '#shell';
import { sayPid } from '../run/pidReport.js';
import type { CarryOptions } from '../transfer/transferOptions.js';

/** Status of a remote command whose guard said no; what it said stands in its errors. */
export const guarded = 76;

/**
 * The command line for the remote side of a carry: says its process id, asks the guard, makes and, if asked, empties the
 * directory it is to fill, and becomes the given command. `empty` is for programs that cannot delete by themselves.
 */
export function remoteCommand(command: string, { direction, remote, guard }: CarryOptions, empty: boolean): string {
  const directory = quote(remote);
  const lines = [sayPid, 'LC_ALL=C', 'export LC_ALL'];
  if (guard !== undefined) lines.push(`(\n${guard}\n) </dev/null >&2 || exit ${guarded}`);
  if (direction === 'push') lines.push(`mkdir -p -- ${directory} || exit 1`);
  if (direction === 'push' && empty) lines.push(`(cd -- ${directory} && rm -rf -- ..?* .[!.]* *) || exit 1`);
  lines.push(`exec ${command}`);
  return `exec sh -c ${quote(lines.join('\n'))}`;
}
