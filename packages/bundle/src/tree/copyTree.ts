import { execFile } from 'node:child_process';
import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CodedError } from '#contract';
import { diskErrors } from '../disk/diskErrors.js';
import { topLevel } from '../disk/requireTree.js';
import { listTree } from '../disk/listTree.js';

const run = promisify(execFile);

/** The options of `copyTree`. */
export interface CopyOptions {
  from: string;
  /** Made with its parents when it is missing; its contents stay, unless `from` holds them too. */
  into: string;
  /** Only these files, relative to `from`, with the directories they stand in. */
  only?: readonly string[];
  /**
   * Files get another name for the same bytes instead of a copy of them, which the file system must be one for: neither side
   * may ever be written to again.
   */
  share?: boolean;
  /** Name of the thing that is copied, for the message when it cannot be. */
  what?: string;
  signal?: AbortSignal;
}

function reasonOf(thrown: unknown): string {
  const stderr = thrown instanceof Error && 'stderr' in thrown ? String(thrown.stderr).trim() : '';
  return stderr.split('\n').slice(0, 3).join('; ') || String(thrown);
}

async function cp(
  words: string[],
  { what, cwd, share }: { what: string; cwd: string; share: boolean },
  signal?: AbortSignal,
): Promise<void> {
  // Without --remove-destination cp would write through a link, or into a file that shares its bytes with another name.
  const keep = ['-a', share ? '--link' : '--reflink=auto', '--remove-destination'];
  try {
    await run('cp', [...keep, ...words], { cwd, signal, maxBuffer: 16 * 1024 * 1024 });
  } catch (thrown) {
    signal?.throwIfAborted();
    throw new CodedError('LOCAL_IO', { what: `copying ${what}`, reason: reasonOf(thrown) }, { cause: thrown });
  }
}

/** TREE_CONFLICT before anything is written where a directory and something else would meet at one path. */
export async function refuseConflicts(from: string, into: string, what: string): Promise<void> {
  const present = new Map((await listTree(into)).map(({ path, type }) => [path, type]));
  if (present.size === 0) return;
  for (const { path, type } of await listTree(from)) {
    const there = present.get(path);
    if (there === undefined || (there === 'directory') === (type === 'directory')) continue;
    throw new CodedError('TREE_CONFLICT', { what, path, reason: `a ${type} cannot take the place of a ${there}` });
  }
}

async function requireFiles(from: string, only: readonly string[], what: string): Promise<void> {
  for (const path of only) {
    if (path.startsWith('/') || path.split('/').includes('..')) throw new CodedError('TREE_ESCAPES', { what, path });
  }
  const there = await Promise.all(
    only.map((path) =>
      lstat(join(from, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  const missing = only.filter((_, index) => !there[index]);
  if (missing.length > 0) throw new CodedError('FILES_MISSING', { what, dir: from, paths: missing });
}

/**
 * Copies the contents of `from` into `into`, merged over those of `into`, with modes, times, links and hidden files; `into` takes
 * the mode of `from`. TREE_MISSING, FILES_MISSING and TREE_ESCAPES for `only`, TREE_CONFLICT, LOCAL_IO; an aborted signal
 * rejects with its reason.
 */
export async function copyTree(options: CopyOptions): Promise<void> {
  const { from, into, only, share = false, what = 'the tree', signal } = options;
  signal?.throwIfAborted();
  await topLevel(from, what);
  if (only) await requireFiles(from, only, what);
  await diskErrors(`making ${into}`, () => mkdir(into, { recursive: true }));
  if (!only) {
    await diskErrors(`comparing ${what}`, () => refuseConflicts(from, into, what));
    await cp(['-T', '--', from, into], { what, cwd: from, share }, signal);
  } else if (only.length > 0) {
    await cp(['--parents', '-t', into, '--', ...only], { what, cwd: from, share }, signal);
  }
}
