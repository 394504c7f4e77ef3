import { quote } from '#shell';
import { sayPid } from '../run/pidReport.js';
import type { CarryOptions } from '../types.js';

/**
 * The command line for the remote side of a carry: says its process id, makes and, if asked, empties the directory it is to
 * fill, and becomes the given command. `empty` is for programs that cannot delete by themselves.
 */
export function remoteCommand(command: string, { direction, remote }: CarryOptions, empty: boolean): string {
  const directory = quote(remote);
  const lines = [sayPid, 'LC_ALL=C', 'export LC_ALL'];
  if (direction === 'push') lines.push(`mkdir -p -- ${directory} || exit 1`);
  if (direction === 'push' && empty) lines.push(`(cd -- ${directory} && rm -rf -- ..?* .[!.]* *) || exit 1`);
  lines.push(`exec ${command}`);
  return `exec sh -c ${quote(lines.join('\n'))}`;
}
