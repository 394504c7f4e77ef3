import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError, gitProtocolOf } from '#contract';
import { diskErrors } from '../disk/diskErrors.js';
import { gitEnvironment, type GitAccess } from './gitCommand.js';
import { runGit, type GitCall, type GitEnd } from './runGit.js';

/** Calls git, or a program with git behind it, for one repository. */
export type CallGit = (words: readonly string[], into?: GitCall['into']) => Promise<GitEnd>;

/** What keeps git from a repository as an error that names it; what has to stay secret does not stand in it. */
export function gitError(repository: string, { errors, status }: GitEnd, { headers }: GitAccess): CodedError {
  const [, missing] = /cannot run (\S+): No such file/.exec(errors) ?? [];
  if (missing !== undefined) return new CodedError('GIT_MISSING', { program: missing });
  const secrets = headers.flatMap((header) => [header, header.slice(header.indexOf(':') + 1).trim()]);
  const text = secrets.reduce((all, secret) => (secret === '' ? all : all.replaceAll(secret, '[secret]')), errors);
  return new CodedError('GIT_FAILED', { repository, reason: text || `git ended with ${status ?? 'a signal'}` });
}

/** Whether git of this machine takes settings from variables, where an argument would show a secret to everybody. */
async function requireSecretHeaders(call: CallGit): Promise<void> {
  const { text } = await call(['git', 'version']);
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(text) ?? [];
  if (Number(major) * 1000 + Number(minor) < 2031)
    throw new CodedError('GIT_MISSING', { program: 'git', least: '2.31', found: text.trim().slice(0, 60) });
}

/** Requires that a directory may be read as a repository: it lies, over all links, below one that config.yml names. */
async function requireAllowed(repository: string, directories: readonly string[]): Promise<void> {
  const real = await realpath(repository).catch(() => null);
  const allowed = await Promise.all(directories.map((one) => realpath(one).catch(() => null)));
  if (real !== null && allowed.some((one) => one !== null && (real === one || real.startsWith(`${one}/`)))) return;
  const reason =
    real === null && allowed.length > 0 ? 'it is not there' : 'git.directories of config.yml does not name it';
  throw new CodedError('GIT_FAILED', { repository, reason });
}

/**
 * Gives the way to call git for a repository, with a home of its own that is gone afterwards. GIT_FAILED for an address that is none, or
 * that is not allowed here; GIT_MISSING.
 */
export async function withGit<T>(
  { repository, access, signal }: { repository: string; access: GitAccess; signal: AbortSignal },
  work: (call: CallGit) => Promise<T>,
): Promise<T> {
  const protocol = gitProtocolOf(repository);
  if (protocol === null)
    throw new CodedError('GIT_FAILED', { repository, reason: 'it is no https:// or ssh:// address, and no directory' });
  if (protocol === 'file') await requireAllowed(repository, access.directories);
  const home = await diskErrors('making a directory for git', () => mkdtemp(join(tmpdir(), 'rexflow-git-')));
  try {
    const keyFile = protocol === 'ssh' && access.privateKey !== null ? join(home, 'key') : null;
    if (keyFile !== null)
      await diskErrors('writing a key for ssh', () =>
        writeFile(keyFile, `${access.privateKey!.trimEnd()}\n`, { mode: 0o600 }),
      );
    const env = gitEnvironment(protocol, access, { home, keyFile });
    const call: CallGit = (words, into) => runGit({ words, env, cwd: home, signal, ...(into && { into }) });
    if (env.GIT_CONFIG_COUNT !== undefined) await requireSecretHeaders(call);
    return await work(call);
  } finally {
    await rm(home, { recursive: true, force: true }).catch(() => undefined);
  }
}
