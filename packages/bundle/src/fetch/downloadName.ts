import { fileName } from './fileName.js';

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

/**
 * The file name of a download, free of directories: the server's Content-Disposition, else the last name of the address that
 * was asked for, else of the one that answered, else `package`.
 */
export function downloadName(disposition: string | undefined, ...addresses: URL[]): string {
  const names = [announced(disposition ?? ''), ...addresses.map(({ pathname }) => decoded(pathname))];
  return names.map(fileName).find((name) => name !== undefined) ?? 'package';
}
