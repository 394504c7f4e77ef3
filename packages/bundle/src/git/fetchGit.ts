import { rm, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError, isGitRef } from '#contract';
import { diskErrors } from '../disk/diskErrors.js';
import { gitWords, lsRemoteWords, type GitAccess } from './gitCommand.js';
import { refIn, type FoundRef } from './lsRemote.js';
import { fetchCommit, openMirror, type Mirror } from './mirror.js';
import { gitError, withGit, type CallGit } from './withGit.js';

/** The options of `fetchGit`. */
export interface GitOptions {
  repository: string;
  /** Tag, branch or whole commit; the default branch if absent. */
  ref?: string | undefined;
  /** What the ref stood for when it was looked at first; it counts whatever the ref is by now. */
  commit?: string | undefined;
  /** Directory the mirrors of repositories are kept in. */
  mirrors: string;
  /** Directory the package goes to; made when it is missing. */
  into: string;
  access: GitAccess;
  /** For everything, waiting for another release of the same repository as well. */
  timeoutMs: number;
  /** Of what is fetched, and of the package. */
  maxBytes: number;
  maxUnpacked: number;
  /** Told of the commit before anything of it is fetched. */
  resolved?: (found: FoundRef) => Promise<void>;
  signal: AbortSignal;
}

/** A commit as a package. */
export interface GitPackage {
  file: string;
  found: FoundRef;
  /** Paths of submodules, of which nothing is in the package. */
  submodules: string[];
}

async function resolve(call: CallGit, { repository, ref, commit, access }: GitOptions): Promise<FoundRef> {
  if (ref !== undefined && !isGitRef(ref)) throw new CodedError('GIT_REF_UNKNOWN', { repository, ref, why: 'none' });
  const answer = await call(['git', ...lsRemoteWords(repository, ref)]);
  if (answer.status !== 0) throw gitError(repository, answer, access);
  const found = refIn(answer.text, ref);
  if (typeof found !== 'string') return commit === undefined ? found : { ...found, commit };
  // It was there when it was planned.
  if (commit !== undefined) return { commit, name: null, kind: 'other', shown: ref ?? 'HEAD' };
  throw new CodedError('GIT_REF_UNKNOWN', { repository, ref: ref ?? 'HEAD', why: found });
}

const lines = (text: string): string[] => text.split('\0').filter((line) => line !== '');

/** Refuses a commit with files that git keeps elsewhere: what it would give are texts that name them. */
async function requireNoLfs(read: CallGit, { directory }: Mirror, repository: string, commit: string): Promise<void> {
  const grep = async (text: string, ...paths: string[]): Promise<string[]> => {
    const words = ['grep', '-z', '-l', '-I', '-F', '-e', text, commit, '--', ...paths];
    return lines((await read(['git', ...gitWords(directory, ...words)])).text);
  };
  if ((await grep('filter=lfs', ':(glob)**/.gitattributes')).length === 0) return;
  const names = await grep('version https://git-lfs.github.com/spec/v1');
  const paths = names
    .map((name) => name.slice(commit.length + 1))
    .filter((name) => !/(^|\/)\.gitattributes$/.test(name));
  if (paths.length > 0)
    throw new CodedError('GIT_LFS', { repository, commit, paths: paths.slice(0, 3), n: paths.length });
}

/** The paths of submodules, as their own list has them. */
async function submodulesIn(read: CallGit, { directory }: Mirror, commit: string): Promise<string[]> {
  const words = ['config', `--blob=${commit}:.gitmodules`, '--null', '--get-regexp', '^submodule\\..*\\.path$'];
  const { text } = await read(['git', ...gitWords(directory, ...words)]);
  return lines(text).map((line) => line.slice(line.indexOf('\n') + 1));
}

/**
 * Brings a commit of a git repository as a tar, as `git archive` makes it. GIT_FAILED, GIT_REF_UNKNOWN, GIT_MISSING, GIT_LFS,
 * DOWNLOAD_TIMEOUT, DOWNLOAD_TOO_LARGE, LOCAL_IO; an aborted signal rejects with its reason.
 */
export async function fetchGit(options: GitOptions): Promise<GitPackage> {
  const { repository, mirrors, into, access, timeoutMs, maxBytes, maxUnpacked } = options;
  options.signal.throwIfAborted();
  const own = new AbortController();
  const deadline = setTimeout(
    () => own.abort(new CodedError('DOWNLOAD_TIMEOUT', { url: repository, seconds: timeoutMs / 1000 })),
    timeoutMs,
  );
  const signal = AbortSignal.any([options.signal, own.signal]);
  try {
    return await withGit({ repository, access, signal }, async (call) => {
      const asked = await resolve(call, options);
      await options.resolved?.(asked);
      const mirror = await openMirror(mirrors, repository);
      const abort = (reason: CodedError): void => own.abort(reason);
      const commit = await fetchCommit(call, mirror, { repository, found: asked, access, maxBytes, abort });
      const read: CallGit = (words, to) => call([...mirror.beside, ...words], to);
      await requireNoLfs(read, mirror, repository, commit);
      const submodules = await submodulesIn(read, mirror, commit);
      await diskErrors(`making ${into}`, () => mkdir(into, { recursive: true }));
      const file = join(into, 'repository.tar');
      const tooLarge = (): CodedError =>
        new CodedError('ARCHIVE_TOO_LARGE', { file: repository, limit: maxUnpacked, unit: 'bytes' });
      const words = ['git', ...gitWords(mirror.directory, 'archive', '--format=tar', commit)];
      const made = await read(words, { file, maxBytes: maxUnpacked, tooLarge });
      if (made.status === 0) return { file, found: { ...asked, commit }, submodules };
      await rm(file, { force: true });
      throw gitError(repository, made, access);
    });
  } finally {
    clearTimeout(deadline);
  }
}
