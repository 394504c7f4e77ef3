const plain = /^[A-Za-z0-9_./:=@%+,-]+$/;

/**
 * One word for a POSIX shell, whatever it holds. This is the only way from a value to a command.
 * Throws on a NUL character, which no shell can carry.
 */
export function quote(word: string): string {
  if (word.includes('\0')) throw new TypeError('a shell word cannot hold a NUL character');
  return plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A command line from its words, each quoted: `command('ls', '-l', 'a b')` is `ls -l 'a b'`. */
export function command(...words: string[]): string {
  return words.map(quote).join(' ');
}
