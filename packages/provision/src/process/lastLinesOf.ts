import { readFileSync } from 'node:fs';

/** The last lines of a file; a file that is not there has none. */
export function lastLinesOf(path: string, lines = 20): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
