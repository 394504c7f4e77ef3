const longest = 200;

/**
 * A safe file name from the one a caller gave: its last part, of letters, digits, `.`, `_` and `-`, not beginning with a dot
 * or dash, at most 200 bytes. `upload` when nothing is left.
 */
export function safeName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1)!;
  const plain = last.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').replace(/^[.-]+/, '');
  let name = '';
  for (const character of plain) {
    if (Buffer.byteLength(name + character) > longest) break;
    name += character;
  }
  return name || 'upload';
}
