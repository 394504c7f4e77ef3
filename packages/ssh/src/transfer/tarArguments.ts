/** Names come on stdin, ended by NUL; a listed directory stands for itself, not for what it holds. */
const listed = ['--no-recursion', '--null', '-T', '-'];

/** The arguments of a tar that writes a directory, or the files listed on its stdin, to stdout. */
export function packArguments(directory: string, isListed: boolean): string[] {
  return ['tar', '-C', directory, '-cf', '-', ...(isListed ? listed : ['.'])];
}

/** The arguments of a tar that fills a directory from stdin: modes kept, owner that of the user, as a transfer by rsync does. */
export function unpackArguments(directory: string): string[] {
  return ['tar', '-C', directory, '-xpof', '-'];
}
