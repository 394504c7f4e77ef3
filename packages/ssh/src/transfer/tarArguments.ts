/** Names come on stdin, ended by NUL; a listed directory stands for itself, not for what it holds. */
const listed = ['--no-recursion', '--null', '-T', '-'];

/** The words of a tar that writes a directory, or the files listed on its stdin, to stdout. */
export function packWords(directory: string, isListed: boolean): string[] {
  return ['tar', '-C', directory, '-cf', '-', ...(isListed ? listed : ['.'])];
}

/** The words of a tar that fills a directory from stdin: modes kept, owner that of the user, as the rsync carry does. */
export function unpackWords(directory: string): string[] {
  return ['tar', '-C', directory, '-xpof', '-'];
}
