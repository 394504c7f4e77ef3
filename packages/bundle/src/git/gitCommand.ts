import { dirname } from 'node:path';
import type { GitProtocol } from '#contract';
import { command } from '#shell';

/** What every call of git is told, before its own words: nothing of a repository runs here, and nothing is tidied up beside it. */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.bare=true',
  'gc.auto=0',
  'maintenance.auto=false',
  'fetch.recurseSubmodules=false',
  'protocol.version=2',
  // A redirect would bring what is for one server to another.
  'http.followRedirects=false',
  'credential.helper=',
  // Who fetched it makes no difference to what is in the package.
  'tar.umask=022',
];

/** The words of a call of git, with the repository it works in where there is one. */
export const gitWords = (directory: string | null, ...words: string[]): string[] => [
  ...settings.flatMap((setting) => ['-c', setting]),
  ...(directory === null ? [] : [`--git-dir=${directory}`]),
  ...words,
];

/** The names that `ls-remote` is asked for a ref: the tag with the commit it stands for, and the branch; of none what HEAD is. */
export function refPatterns(ref: string | undefined): string[] {
  if (ref === undefined) return ['HEAD'];
  if (ref.startsWith('refs/')) return [ref, `${ref}^{}`];
  return [`refs/tags/${ref}`, `refs/tags/${ref}^{}`, `refs/heads/${ref}`];
}

/** Asks a repository what its names stand for. */
export const lsRemoteWords = (repository: string, ref: string | undefined): string[] =>
  gitWords(null, 'ls-remote', '--symref', '--', repository, ...refPatterns(ref));

/** The name under which a commit is kept here once all of it has come. */
export const keptRef = (commit: string): string => `refs/rexflow/${commit}`;

/** Fetches a commit alone, without its history. */
export const fetchWords = (mirror: string, repository: string, commit: string): string[] =>
  gitWords(mirror, 'fetch', '--quiet', '--no-tags', '--depth=1', '--', repository, `+${commit}:${keptRef(commit)}`);

/** The same from a server that gives commits by their names only: all that leads to them, or to all branches and tags. */
export const fetchAllWords = (mirror: string, repository: string, from: string | null): string[] =>
  gitWords(
    mirror,
    ...['fetch', '--quiet', '--no-tags', '--depth=2147483647', '--', repository],
    ...(from === null
      ? ['+refs/heads/*:refs/fetched/heads/*', '+refs/tags/*:refs/fetched/tags/*']
      : [`+${from}:refs/fetched/${from.replace(/^refs\//, '')}`]),
  );

/** The way to the repositories, apart from their addresses. */
export interface GitAccess {
  /** Directories below which a repository of this machine may lie. */
  directories: readonly string[];
  /** Header of https, as `Authorization: Bearer …`; a secret. */
  headers: readonly string[];
  /** A private key without a passphrase, to log in by ssh; a secret. */
  privateKey: string | null;
  /** Socket of an agent with such keys. */
  agent: string | null;
  /** File with the keys that servers of ssh have to show. */
  knownHosts: string | null;
  /** Proxy of https, and what is asked without it. */
  proxy: { address: string; except: readonly string[] } | null;
  /** Variables of this process that git needs to find programs and certificates. */
  environment: Readonly<Record<string, string>>;
  /** Seconds to connect by ssh. */
  connectSeconds: number;
}

/** A path for an option of ssh: whole, and with its percent signs not taken for names of something. */
const asOption = (path: string): string => `"${path.replaceAll('%', '%%')}"`;

/** The command by which git logs in: nobody is asked anything, and a server whose key is not known is refused. */
export const sshCommand = (
  { agent, knownHosts, connectSeconds }: Pick<GitAccess, 'agent' | 'knownHosts' | 'connectSeconds'>,
  keyFile: string | null,
): string =>
  command(
    ...['ssh', '-F', '/dev/null'],
    ...[
      'BatchMode=yes',
      'StrictHostKeyChecking=yes',
      'UpdateHostKeys=no',
      `UserKnownHostsFile=${asOption(knownHosts ?? '/dev/null')}`,
      'GlobalKnownHostsFile=/dev/null',
      'PasswordAuthentication=no',
      'ForwardAgent=no',
      'ClearAllForwardings=yes',
      `IdentityAgent=${agent === null ? 'none' : asOption(agent)}`,
      `IdentitiesOnly=${keyFile === null ? 'no' : 'yes'}`,
      `ConnectTimeout=${Math.max(1, Math.ceil(connectSeconds))}`,
      'ServerAliveInterval=15',
    ].flatMap((option) => ['-o', option]),
    ...['-i', keyFile ?? '/dev/null'],
  );

/** All variables that git finds; what is secret stands here and in no argument. */
export function gitEnvironment(
  protocol: GitProtocol,
  access: GitAccess,
  { home, keyFile }: { home: string; keyFile: string | null },
): Record<string, string> {
  const { headers, proxy, environment: own } = access;
  const secret = headers.flatMap((header, at) => [
    [`GIT_CONFIG_KEY_${at}`, 'http.extraHeader'] as const,
    [`GIT_CONFIG_VALUE_${at}`, header] as const,
  ]);
  return {
    ...own,
    HOME: home,
    // No repository is looked for above it.
    GIT_CEILING_DIRECTORIES: dirname(home),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_ALLOW_PROTOCOL: protocol,
    ...(protocol === 'ssh' && { GIT_SSH_COMMAND: sshCommand(access, keyFile), GIT_SSH_VARIANT: 'ssh' }),
    ...(protocol === 'https' && proxy && { https_proxy: proxy.address, no_proxy: proxy.except.join(',') }),
    ...(protocol === 'https' && headers.length > 0
      ? { GIT_CONFIG_COUNT: String(headers.length), ...Object.fromEntries(secret) }
      : {}),
  };
}
