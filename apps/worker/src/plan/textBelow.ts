import { lstat, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Configuration is small; what is larger is told by its name only. */
const mostBytes = 64 * 1024;

/**
 * The text of a file below a directory: '' where there is none, null for what is no text, is too large, or is reached over a
 * link. A tree brought from elsewhere may hold links, and what they lead to on this machine is nobody's to see.
 */
export async function textBelow(directory: string, path: string): Promise<string | null> {
  const file = join(directory, path);
  try {
    const { size, isFile } = await lstat(file).then((stat) => ({ size: stat.size, isFile: stat.isFile() }));
    const straight = (await realpath(file)) === (await realpath(directory)) + sep + path;
    if (!isFile || !straight || size > mostBytes) return null;
    const bytes = await readFile(file);
    return bytes.includes(0) ? null : bytes.toString('utf8');
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(String((thrown as NodeJS.ErrnoException).code))) return '';
    throw thrown;
  }
}
