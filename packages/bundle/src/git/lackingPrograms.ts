import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

const needed = ['git', 'flock', 'ssh'] as const;

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The programs that repositories of git need, ssh those that are reached by it, and no directory of the path has. */
export const lackingPrograms = (path: string): string[] =>
  needed.filter((name) => !path.split(':').some((directory) => directory !== '' && isProgram(join(directory, name))));
