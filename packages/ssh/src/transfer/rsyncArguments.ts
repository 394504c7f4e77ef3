import type { TransferOptions } from './transferOptions.js';

/**
 * The command that rsync runs instead of ssh: it hands the command it wants run on the host over file 3, then joins its standard files with
 * file 3. The foreground cat must be the one from the host, or rsync waits for ever for this shell. No Node program may take
 * its place: rsync sends SIGUSR1 on errors, to which Node opens its inspector.
 */
const remoteShell = `sh -c 'shift; printf "%s\\n" "$*" >&3; exec 4<&0; cat <&4 >&3 4<&- & exec cat <&3 4<&-' rexflow`;

/**
 * The arguments of a local rsync for a transfer, `--files-from` on its stdin when there is a list. Paths of the remote side go through
 * rsync's own protocol (`-s`), no shell sees them. Owner and group stay those of the receiving user. Changed files go as
 * differences: measured on a LAN, whole files (`-W`) gain nothing with small ones and lose threefold with a big one.
 */
export function rsyncArguments(options: TransferOptions): string[] {
  const { direction, local, remote, copyDest = [], checksum, only } = options;
  const here = `${local}/`;
  const there = `host:${remote}/`;
  return [
    'rsync',
    '-rlptD',
    '-s',
    // Else rsync gives the cats a pipe that does not wait, and a pull that comes in faster than it is written breaks off.
    '--blocking-io',
    ...(checksum ? ['--checksum'] : []),
    ...(options.delete && !only ? ['--delete'] : []),
    ...copyDest.map((directory) => `--copy-dest=${directory}`),
    ...(only ? ['--from0', '--files-from=-'] : []),
    '-e',
    remoteShell,
    '--',
    ...(direction === 'push' ? [here, there] : [there, here]),
  ];
}
