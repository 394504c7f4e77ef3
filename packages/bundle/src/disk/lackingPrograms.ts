import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { packagePrograms } from '#contract';

/** What repositories of git need, ssh those that are reached by it, and what some kinds of package do. */
const needed = ['git', 'flock', 'ssh', ...Object.keys(packagePrograms)];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The programs that bring and unpack what is released, and no directory of the path has. */
export const lackingPrograms = (path: string): string[] =>
  needed.filter((name) => !path.split(':').some((directory) => directory !== '' && isProgram(join(directory, name))));
