import { lstat, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Configuration is small; a larger file is listed by its name only. */
export const mostTextBytes = 64 * 1024;

/**
 * The text of a file below a directory: '' if there is none, null if it is no text, is too large, or is reached over a link. A
 * fetched tree may hold links, and the files they lead to on this machine are nobody's to see.
 */
export async function textBelow(directory: string, path: string): Promise<string | null> {
  const file = join(directory, path);
  try {
    const { size, isFile } = await lstat(file).then((stat) => ({ size: stat.size, isFile: stat.isFile() }));
    const straight = (await realpath(file)) === (await realpath(directory)) + sep + path;
    if (!isFile || !straight || size > mostTextBytes) return null;
    const bytes = await readFile(file);
    return bytes.includes(0) ? null : bytes.toString('utf8');
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(String((thrown as NodeJS.ErrnoException).code))) return '';
    throw thrown;
  }
}
