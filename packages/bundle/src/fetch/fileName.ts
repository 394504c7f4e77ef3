/** Bytes. */
const longest = 200;

/** The last name of a path, harmless as a file name; undefined when nothing is left of it. */
export function fileName(path: string | undefined): string | undefined {
  const last = path?.split(/[/\\]/).at(-1);
  // eslint wants no control characters in an expression, and they are what this one is about.
  const name = [...(last ?? '')]
    .filter((sign) => sign >= ' ' && sign !== '\u007f')
    .join('')
    .trim();
  if (name === '' || name === '.' || name === '..') return undefined;
  let kept = [...name].slice(-longest);
  // The end is kept when it is too long: it says what kind of file it is.
  while (Buffer.byteLength(kept.join('')) > longest) kept = kept.slice(1);
  return kept.join('');
}
