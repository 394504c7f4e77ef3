/** Bytes. */
const longest = 200;

const unfit = ['', '.', '..'];

/** Without control characters; eslint wants none in an expression, and they are what this one is about. */
const printable = (name: string): string =>
  [...name]
    .filter((sign) => sign >= ' ' && sign !== '\u007f')
    .join('')
    .trim();

/** Of letters, digits, `.`, `_` and `-` only, and neither hidden nor taken for an option. */
const plain = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}._-]/gu, '_')
    .replace(/^[.-]+/, '');

/** The longest end of so many bytes: the end of a name says what kind of file it is. */
function endOf(name: string): string {
  let kept = [...name].slice(-longest);
  while (Buffer.byteLength(kept.join('')) > longest) kept = kept.slice(1);
  return kept.join('');
}

function beginningOf(name: string): string {
  let kept = [...name].slice(0, longest);
  while (Buffer.byteLength(kept.join('')) > longest) kept = kept.slice(0, -1);
  return kept.join('');
}

/**
 * The last name of a path, harmless as a file name of at most 200 bytes; undefined when nothing is left of it. A strict
 * one consists of letters, digits, `.`, `_` and `-`, does not begin with a dot or dash, and is cut at its end; any other
 * may hold all but control characters and is cut at its beginning.
 */
export function fileName(path: string | undefined, { strict = false } = {}): string | undefined {
  const last = path?.split(/[/\\]/).at(-1) ?? '';
  const name = strict ? plain(last) : printable(last);
  if (unfit.includes(name)) return undefined;
  return strict ? beginningOf(name) : endOf(name);
}
