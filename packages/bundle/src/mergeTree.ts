import { chmod, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Trouble } from '#contract';
import { copyTree } from './copyTree.js';
import { emptyDirectory } from './emptyDirectory.js';
import { isSystemError, onDisk } from './onDisk.js';
import { topLevel } from './requireTree.js';
import { relativePrefix } from './treePath.js';

export interface MergeOptions {
  from: string;
  into: string;
  /** Path below `into` where the merge happens, as `predir` spells it; made where it is missing. */
  at?: string;
  /** Empties the place first, so that only what `from` holds is left there. */
  replace: boolean;
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
  throw new Trouble('TREE_CONFLICT', { what, path, reason: 'it is not a directory' });
}

/**
 * Merges the contents of `from` over `into`, or over the place `at` below it, which keeps its own mode. TREE_MISSING when
 * `from` is missing, TREE_ESCAPES for an `at` with `..`, TREE_CONFLICT, LOCAL_IO; an aborted signal rejects with its reason.
 */
export async function mergeTree({
  from,
  into,
  at = '',
  replace,
  what = 'merging',
  signal,
}: MergeOptions): Promise<void> {
  await topLevel(from, what);
  const prefix = relativePrefix(at);
  const names = prefix === '' ? [] : prefix.split('/');
  if (names.includes('..')) throw new Trouble('TREE_ESCAPES', { what, path: at });
  const place = join(into, prefix);
  const { mode } = await onDisk(`making ${place}`, async () => {
    await mkdir(into, { recursive: true });
    for (const [index] of names.entries()) {
      const path = names.slice(0, index + 1).join('/');
      await enter(join(into, path), what, path);
    }
    return lstat(place);
  });
  if (replace) await emptyDirectory(place);
  await copyTree({ from, into: place, what, signal });
  await onDisk(`making ${place}`, () => chmod(place, mode & 0o7777));
}
