import { expect, test } from 'vitest';
import { readFleet } from '../fleet.fixture.js';

test.each([
  ['type: url, url: "https://builds.example/{group}/shop-{version}.tar.gz", sha256: "{url}.sha256"', ''],
  [
    'type: url, url: "https://b.example/a.tgz", authorization: { secret: builds }, headers: { X-Token: { secret: a } }',
    '',
  ],
  ['type: git, repository: "ssh://git@git.example/shop.git", ref: "v{version}"', ''],
  ['type: git, repository: /srv/git/shop.git, apply: merge', ''],
  ['type: environment, name: uat', ''],
  ['type: upload', ''],
  ['url: "https://b.example/a"', '.type: is missing'],
  ['type: url', '.url: is missing'],
  ['type: git', '.repository: is missing'],
  ['type: environment', '.name: is missing'],
  ['type: svn', '.type: has to be updateDirectory'],
  ['type: upload, ref: main', '.ref: does not belong to a source of type upload; of git it is'],
  ['type: url, url: "ftp://b.example/a"', '.url: has to be an http:// or https:// address'],
  ['type: url, url: "https://{version}.example/a"', '.url: has braces before its path'],
  ['type: url, url: "https://ci:word@b.example/a"', '.url: holds a user or password'],
  ['type: url, url: "https://b.example/{app}"', '.url: '],
  ['type: url, url: "https://b.example/a", sha256: abc', '.sha256: does not fit'],
  ['type: url, url: "https://b.example/a", headers: { Host: { secret: a } }', '.headers.Host: is no name of a header'],
  ['type: url, url: "https://b.example/a", authorization: plain', '.authorization: has to be'],
  ['type: git, repository: "git@git.example:shop.git"', '.repository: has to be an https:// or ssh:// address'],
  ['type: git, repository: "https://ci:word@git.example/shop.git"', '.repository: has to be'],
  ['type: git, repository: "ext::sh -c id"', '.repository: has to be'],
  ['type: git, repository: "https://git.example/a", ref: "--upload-pack=id"', '.ref: is no name that git allows'],
  [
    'type: git, repository: "ssh://git.example/a", authorization: { secret: a }',
    '.authorization: is for a repository of https',
  ],
])('the source { %s } is held against itself', (source, expected) => {
  const { problems } = readFleet(
    `version: 1\ngroups: { b: { source: { ${source} }, service: { type: none }, apps: { c: { host: h.x, paths: { program: /srv/c } } } } }`,
  );
  expect(problems).toHaveLength(expected === '' ? 0 : 1);
  expect(problems[0] ?? '').toContain(expected === '' ? '' : `groups.b.source${expected}`);
});
