import { expect, test } from 'vitest';
import {
  fetchAllWords,
  fetchWords,
  gitEnvironment,
  gitWords,
  lsRemoteWords,
  sshCommand,
  type GitAccess,
} from './gitCommand.js';

const access: GitAccess = {
  ...{ directories: [], headers: [], privateKey: null, agent: null, knownHosts: '/etc/rexflow/known hosts' },
  ...{ proxy: null, environment: {}, connectSeconds: 10 },
};

const [repository, commit] = ['https://git.example/shop.git', 'a'.repeat(40)];

/** The words of a call behind those that every call has. */
const own = (words: readonly string[], mirror: string | null = '/m'): string[] => words.slice(gitWords(mirror).length);

test('a repository and a ref are words of their own, behind the end of all options', () => {
  expect(own(lsRemoteWords(repository, 'v1.4.2'), null)).toEqual([
    ...['ls-remote', '--symref', '--', repository],
    ...['refs/tags/v1.4.2', 'refs/tags/v1.4.2^{}', 'refs/heads/v1.4.2'],
  ]);
  expect(own(lsRemoteWords(repository, undefined), null)).toEqual(['ls-remote', '--symref', '--', repository, 'HEAD']);
  expect(own(fetchWords('/m', repository, commit))).toEqual([
    ...['fetch', '--quiet', '--no-tags', '--depth=1', '--', repository],
    `+${commit}:refs/rexflow/${commit}`,
  ]);
  expect(own(fetchAllWords('/m', repository, 'refs/heads/main')).slice(-2)).toEqual([
    repository,
    '+refs/heads/main:refs/fetched/heads/main',
  ]);
});

test('no call runs hooks, asks for submodules or follows a redirect', () => {
  const words = gitWords('/m').join(' ');
  for (const one of ['core.hooksPath=/dev/null', 'fetch.recurseSubmodules=false', 'http.followRedirects=false'])
    expect(words).toContain(`-c ${one}`);
});

test('git finds what it is given, no settings of anybody, and one protocol', () => {
  const environment = { PATH: '/bin', GIT_SSL_CAINFO: '/ca', HOME: '/root' };
  const env = gitEnvironment('https', { ...access, environment }, { home: '/tmp/h', keyFile: null });
  expect(env).toMatchObject({ PATH: '/bin', GIT_SSL_CAINFO: '/ca', HOME: '/tmp/h', GIT_ALLOW_PROTOCOL: 'https' });
  expect(env).toMatchObject({ GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' });
  for (const name of ['GIT_SSH_COMMAND', 'GIT_CONFIG_COUNT']) expect(env).not.toHaveProperty(name);
});

test('a header is a variable of https alone', () => {
  const secret = { ...access, headers: ['PRIVATE-TOKEN: glpat-1', 'X-A: b'] };
  const place = { home: '/tmp/h', keyFile: null };
  expect(gitEnvironment('https', secret, place)).toMatchObject({
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: 'PRIVATE-TOKEN: glpat-1',
    GIT_CONFIG_KEY_1: 'http.extraHeader',
  });
  for (const protocol of ['ssh', 'file'] as const)
    expect(JSON.stringify(gitEnvironment(protocol, secret, place))).not.toContain('glpat');
});

test('ssh asks nobody, takes no server that it does not know, and reads no settings of a person', () => {
  const words = sshCommand(access, '/tmp/h/key');
  for (const one of [
    '-F /dev/null',
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    'IdentityAgent=none',
    '-i /tmp/h/key',
  ])
    expect(words).toContain(one);
  expect(words).toContain(`'UserKnownHostsFile="/etc/rexflow/known hosts"'`);
});
