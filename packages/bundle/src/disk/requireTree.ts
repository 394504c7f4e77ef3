import { readdir } from 'node:fs/promises';
import { CodedError } from '#contract';
import { isSystemError, diskErrors } from './diskErrors.js';

/** The names at the top of `dir`, hidden ones included. TREE_MISSING with `what` should be there, LOCAL_IO. */
export async function topLevel(dir: string, what: string): Promise<string[]> {
  try {
    return await diskErrors(`reading ${dir}`, () => readdir(dir));
  } catch (thrown) {
    const cause = thrown instanceof CodedError ? thrown.cause : null;
    const missing = isSystemError(cause) && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
    throw missing ? new CodedError('TREE_MISSING', { what, path: dir }) : thrown;
  }
}

/** Passes when `dir` is a directory with something in it; otherwise TREE_MISSING or TREE_EMPTY with `what`. */
export async function requireTree(dir: string, what: string): Promise<void> {
  if ((await topLevel(dir, what)).length === 0) throw new CodedError('TREE_EMPTY', { what, path: dir });
}
