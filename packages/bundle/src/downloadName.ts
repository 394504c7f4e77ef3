/** Bytes. */
const longest = 200;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function announced(disposition: string): string | undefined {
  const extended = /;\s*filename\*\s*=\s*[\w-]+'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  if (extended) return decoded(extended);
  const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1];
  return quoted?.replace(/\\(.)/g, '$1') ?? /;\s*filename\s*=\s*([^;\s"]+)/i.exec(disposition)?.[1];
}

/** The last name of a path, harmless as a file name; undefined when nothing is left of it. */
function safe(path: string | undefined): string | undefined {
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

/**
 * The file name of a download, free of directories: the server's Content-Disposition, else the last name of the address that
 * was asked for, else of the one that answered, else `package`.
 */
export function downloadName(disposition: string | undefined, ...addresses: URL[]): string {
  const names = [announced(disposition ?? ''), ...addresses.map(({ pathname }) => decoded(pathname))];
  return names.map(safe).find((name) => name !== undefined) ?? 'package';
}
