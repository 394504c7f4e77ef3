import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { gitProtocolOf, isGitRef } from './gitRef.js';

const refs = [
  ...['main', 'v1.4.2', 'feature/a-b', 'release/2026.1', 'a@b', 'ü', 'a{b', 'x.lockfile', 'refs/tags/v1', 'a}'],
  ...['', '-x', '--upload-pack=x', 'a..b', 'a b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[b', 'a\\b', '/a', 'a/', 'a//b'],
  ...['.a', 'a/.b', 'a.', 'a.lock', 'a.lock/b', '@', 'a@{1}', 'a\u0001', 'a\u007f', 'a\nb'],
];

const hasGit = spawnSync('git', ['version']).status === 0;
test.skipIf(!hasGit)('a ref is one that git itself takes, and no option (needs git)', () => {
  const takes = (ref: string): boolean =>
    !ref.startsWith('-') && spawnSync('git', ['check-ref-format', '--allow-onelevel', ref]).status === 0;
  expect(refs.filter(isGitRef)).toEqual(refs.filter(takes));
});

test.each<[string, ReturnType<typeof gitProtocolOf>]>([
  ['https://git.example/shop.git', 'https'],
  ['https://git.example:8443/team/shop', 'https'],
  ['ssh://git@git.example:2222/shop.git', 'ssh'],
  ['ssh://git.example/shop.git', 'ssh'],
  ['/srv/git/shop.git', 'file'],
  ['/srv/git/../shop.git', null],
  ['http://git.example/shop.git', null],
  ['git://git.example/shop.git', null],
  ['file:///srv/git', null],
  ['ext::sh -c id', null],
  ['ext::id', null],
  ['git@git.example:shop.git', null],
  ['-oProxyCommand=id', null],
  ['ssh://-oProxyCommand=id/shop', null],
  ['ssh://-x@git.example/shop', null],
  ['https://user:password@git.example/shop.git', null],
  ['https://token@git.example/shop.git', null],
  ['ssh://git:password@git.example/shop.git', null],
  ['https://git.example/', null],
  ['https://git.example/a?b', null],
  ['https://git.example/a b', null],
  ['', null],
])('%s is reached by %s', (repository, protocol) => {
  expect(gitProtocolOf(repository)).toBe(protocol);
});
