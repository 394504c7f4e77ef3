import { parse } from 'content-disposition';
import { decoded } from './decoded.js';
import { fileName } from './fileName.js';

/**
 * The file name of a download, free of directories: the server's Content-Disposition, else the last name of the address that
 * was asked for, else of the one that answered, else `package`.
 */
export function downloadName(disposition: string | undefined, ...addresses: URL[]): string {
  const names = [parse(disposition ?? '').parameters.filename, ...addresses.map(({ pathname }) => decoded(pathname))];
  return names.map((name) => fileName(name)).find((name) => name !== undefined) ?? 'package';
}
