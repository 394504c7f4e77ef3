import { CodedError } from '#contract';
import { topLevel } from '../disk/requireTree.js';

/** Passes when every name at the top of `dir` is allowed; ARCHIVE_NAME_NOT_ALLOWED names all that are not. */
export async function checkTopLevel(dir: string, allowed: readonly string[]): Promise<void> {
  const names = (await topLevel(dir, 'the package')).filter((name) => !allowed.includes(name)).sort();
  if (names.length > 0) throw new CodedError('ARCHIVE_NAME_NOT_ALLOWED', { names, allowed });
}
