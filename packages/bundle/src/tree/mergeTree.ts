import { lstatSync, renameSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '#contract';
import { copyTree, refuseConflicts } from './copyTree.js';
import { emptyDirectory } from '../disk/emptyDirectory.js';
import { inSlices } from '../disk/inSlices.js';
import { isSystemError, diskErrors } from '../disk/diskErrors.js';
import { topLevel } from '../disk/requireTree.js';
import { relativePrefix } from '../manifest/treePath.js';

/** The options of `mergeTree`. */
export interface MergeOptions {
  from: string;
  into: string;
  /** Path below `into` at which the merge happens, as `predir` spells it; made when it is missing. */
  at?: string;
  /** Empties the place first, so that only the contents of `from` are left there. */
  replace: boolean;
  /** Nobody needs `from` any more: its contents are moved, on the same file system, and not copied. */
  move?: boolean;
  what?: string;
  signal?: AbortSignal;
}

/** Makes `dir` unless it is there; a link in its place is not followed, for it could lead anywhere. */
async function enter(dir: string, what: string, path: string): Promise<void> {
  try {
    if ((await lstat(dir)).isDirectory()) return;
  } catch (thrown) {
    if (!isSystemError(thrown) || thrown.code !== 'ENOENT') throw thrown;
    await mkdir(dir);
    return chmod(dir, 0o755);
  }
  throw new CodedError('TREE_CONFLICT', { what, path, reason: 'it is not a directory' });
}

/** Moves the contents of `from` into `into`. A file that stands there already keeps its bytes, should they have another name. */
async function moveInto(from: string, into: string): Promise<void> {
  const found = await readdir(from, { withFileTypes: true });
  const meeting: string[] = [];
  await inSlices(found, (entry) => {
    const [source, target] = [join(from, entry.name), join(into, entry.name)];
    const meets = entry.isDirectory() && lstatSync(target, { throwIfNoEntry: false }) !== undefined;
    if (meets) meeting.push(entry.name);
    else renameSync(source, target);
  });
  for (const name of meeting) {
    const [source, target] = [join(from, name), join(into, name)];
    const { mode, atime, mtime } = await lstat(source);
    await moveInto(source, target);
    await chmod(target, mode & 0o7777);
    await utimes(target, atime, mtime);
  }
}

/**
 * Merges the contents of `from` over `into`, or over the place `at` below it, which keeps its own mode. TREE_MISSING when
 * `from` is missing, TREE_ESCAPES for an `at` with `..`, TREE_CONFLICT, LOCAL_IO; an aborted signal rejects with its reason.
 */
export async function mergeTree(options: MergeOptions): Promise<void> {
  const { from, into, at = '', replace, move = false, what = 'merging', signal } = options;
  signal?.throwIfAborted();
  await topLevel(from, what);
  const prefix = relativePrefix(at);
  const names = prefix === '' ? [] : prefix.split('/');
  if (names.includes('..')) throw new CodedError('TREE_ESCAPES', { what, path: at });
  const place = join(into, prefix);
  const { mode } = await diskErrors(`making ${place}`, async () => {
    await mkdir(into, { recursive: true });
    for (const [index] of names.entries()) {
      const path = names.slice(0, index + 1).join('/');
      await enter(join(into, path), what, path);
    }
    return lstat(place);
  });
  if (replace) await emptyDirectory(place);
  if (move) {
    await diskErrors(`comparing ${what}`, () => refuseConflicts(from, place, what));
    await diskErrors(`moving ${what}`, () => moveInto(from, place));
  } else await copyTree({ from, into: place, what, signal });
  await diskErrors(`making ${place}`, () => chmod(place, mode & 0o7777));
}
