import { createHash } from 'node:crypto';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError, isGitCommit } from '#contract';
import { diskErrors, unlessMissing } from '../disk/diskErrors.js';
import { fetchAllWords, fetchWords, gitWords, keptRef, type GitAccess } from './gitCommand.js';
import type { FoundRef } from './lsRemote.js';
import { gitError, type CallGit } from './withGit.js';

/** What is kept here of one repository. */
export interface Mirror {
  directory: string;
  /** The words before a call that changes it, and before one that only reads it: the lock goes with the program that has it. */
  alone: readonly string[];
  beside: readonly string[];
}

/** The mirror of a repository below a directory, and its lock. */
export async function openMirror(mirrors: string, repository: string): Promise<Mirror> {
  const directory = join(mirrors, createHash('sha256').update(repository).digest('hex'));
  const lock = `${directory}.lock`;
  await diskErrors(`making ${mirrors}`, async () => {
    await mkdir(mirrors, { recursive: true });
    await writeFile(lock, '', { flag: 'a' });
  });
  return { directory, alone: ['flock', '-x', lock], beside: ['flock', '-s', lock] };
}

/** Bytes of all files below a directory; what goes meanwhile has none. */
async function bytesBelow(directory: string): Promise<number> {
  const names = (await unlessMissing(() => readdir(directory, { recursive: true }))) ?? [];
  let bytes = 0;
  for (const name of names) {
    const found = await unlessMissing(() => stat(join(directory, name)));
    if (found?.isFile()) bytes += found.size;
  }
  return bytes;
}

/** The commit that stands under a name of the mirror; null where there is none. */
async function commitAt(call: CallGit, { directory, beside }: Mirror, name: string): Promise<string | null> {
  const { text, status } = await call([
    ...beside,
    'git',
    ...gitWords(directory, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`),
  ]);
  const commit = text.trim();
  return status === 0 && isGitCommit(commit) ? commit : null;
}

/** What a fetch needs to know. */
export interface FetchCommit {
  repository: string;
  found: FoundRef;
  access: GitAccess;
  maxBytes: number;
  /** Aborts all calls, with a reason. */
  abort: (reason: CodedError) => void;
}

/** Does work that fills a mirror, and ends it where that gets larger than it may. */
async function bounded<T>({ directory }: Mirror, { repository, maxBytes, abort }: FetchCommit, work: () => Promise<T>) {
  const before = await bytesBelow(directory);
  let looking = false;
  const clock = setInterval(() => {
    if (looking) return;
    looking = true;
    void bytesBelow(directory)
      .then((bytes) => {
        if (bytes - before > maxBytes)
          abort(new CodedError('DOWNLOAD_TOO_LARGE', { url: repository, limit: maxBytes }));
      })
      .catch(() => undefined)
      .finally(() => (looking = false));
  }, 500);
  try {
    return await work();
  } finally {
    clearInterval(clock);
  }
}

/**
 * Brings a commit into the mirror unless it is there, alone where the server gives it by itself; gives it as what it is. A mirror that has
 * grown too large begins anew. GIT_FAILED, DOWNLOAD_TOO_LARGE.
 */
export async function fetchCommit(call: CallGit, mirror: Mirror, of: FetchCommit): Promise<string> {
  const { repository, found, access, maxBytes } = of;
  const { directory, alone } = mirror;
  const kept = keptRef(found.commit);
  const there = await commitAt(call, mirror, kept);
  if (there !== null) return there;
  const change = (...words: string[]) => call([...alone, ...words]);
  if ((await bytesBelow(directory)) > maxBytes) await change('rm', '-rf', '--', directory);
  const made = await change('git', ...gitWords(null, 'init', '--quiet', '--bare', '--template=', '--', directory));
  if (made.status !== 0) throw gitError(repository, made, access);
  return await bounded(mirror, of, async () => {
    const alone = await change('git', ...fetchWords(directory, repository, found.commit));
    if (alone.status !== 0) {
      const all = await change('git', ...fetchAllWords(directory, repository, found.name));
      // The first says more, unless it was only that the server does not do so.
      const errors = /not our ref|unadvertised|does not allow/i.test(alone.errors) ? all : alone;
      if (all.status !== 0) throw gitError(repository, errors, access);
      await change('git', ...gitWords(directory, 'update-ref', kept, found.commit));
    }
    const commit = await commitAt(call, mirror, kept);
    if (commit !== null) return commit;
    throw new CodedError('GIT_FAILED', { repository, reason: `${found.commit} is not there, or is no commit` });
  });
}
