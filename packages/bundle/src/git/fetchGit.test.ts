import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { fetchGit, type GitOptions } from './fetchGit.js';
import type { GitAccess } from './gitCommand.js';
import { makeRepository, serveByHttps, withoutGit, type TestRepository } from './repository.fixture.js';

const plain: GitAccess = {
  ...{ directories: [], headers: [], privateKey: null, agent: null, knownHosts: null, proxy: null, connectSeconds: 5 },
  environment: { PATH: process.env.PATH ?? '' },
};

/** Fetches from the repository of a test as a directory, or as said. */
function fetching(
  { dir, bare }: TestRepository,
  { access, ...options }: Partial<Omit<GitOptions, 'access'>> & { access?: Partial<GitAccess> } = {},
) {
  return fetchGit({
    repository: bare,
    mirrors: join(dir, 'mirrors'),
    into: mkdtempSync(join(dir, 'into-')),
    access: { ...plain, directories: [join(dir, 'served')], ...access },
    ...{ timeoutMs: 60_000, maxBytes: 2 ** 26, maxUnpacked: 2 ** 26, signal: new AbortController().signal },
    ...options,
  });
}

const namesIn = (file: string): string[] =>
  execFileSync('tar', ['-tf', file], { encoding: 'utf8' })
    .split('\n')
    .filter((name) => name !== '');

const tries = test.skipIf(withoutGit !== '');

tries(
  `a tag, a branch, a commit and the default branch each give the tree that they stand for${withoutGit}`,
  async () => {
    const repository = makeRepository();
    const first = repository.commit({ 'bin/app': '1', '.gitattributes': 'tests export-ignore', 'tests/a': 'x' });
    repository.git('tag', '-a', '-m', 'one', 'v1');
    const second = repository.commit({ 'bin/app': '2' }, 'refs/tags/v1');
    const told = vi.fn(() => Promise.resolve());
    const tag = await fetching(repository, { ref: 'v1', resolved: told });
    expect(tag.found).toMatchObject({ commit: first, kind: 'tag', shown: 'v1' });
    expect(told).toHaveBeenCalledWith(tag.found);
    expect(namesIn(tag.file)).toEqual(['.gitattributes', 'bin/', 'bin/app']);
    expect((await fetching(repository, { ref: 'main' })).found).toMatchObject({ commit: second, kind: 'branch' });
    expect((await fetching(repository)).found).toMatchObject({ commit: second, kind: 'branch', shown: 'main' });
    expect((await fetching(repository, { ref: first })).found).toMatchObject({ commit: first, kind: 'commit' });
  },
);

tries(`what a branch was when it was planned counts, also where it went back behind that${withoutGit}`, async () => {
  const repository = makeRepository();
  const planned = repository.commit({ a: '1' });
  repository.git('push', '--quiet', repository.bare, `${planned}:refs/heads/old`);
  repository.git('checkout', '--quiet', '--orphan', 'other');
  repository.commit({ a: '2' }, '--force');
  const { file, found } = await fetching(repository, { ref: 'main', commit: planned });
  expect(found.commit).toBe(planned);
  expect(execFileSync('tar', ['-xOf', file, 'a'], { encoding: 'utf8' })).toBe('1');
  repository.git('-C', repository.bare, 'update-ref', '-d', 'refs/heads/main');
  expect((await fetching(repository, { ref: 'main', commit: planned })).found.commit).toBe(planned);
});

tries(`from a server that gives commits by names alone all that leads to one comes${withoutGit}`, async () => {
  const repository = makeRepository();
  const first = repository.commit({ a: '1' });
  repository.commit({ a: '2' });
  const { url, ca } = await serveByHttps(join(repository.dir, 'served'), (request) => {
    // The protocol of before 2018.
    delete request.headers['git-protocol'];
    return false;
  });
  const environment = { PATH: process.env.PATH ?? '', GIT_SSL_CAINFO: ca };
  const address = { repository: `${url}/shop.git`, access: { environment } };
  await fetching(repository, { ...address, ref: 'main' });
  const planned = await fetching(repository, { ...address, ref: 'main', commit: first });
  expect(execFileSync('tar', ['-xOf', planned.file, 'a'], { encoding: 'utf8' })).toBe('1');
  const whole = await fetching(repository, { ...address, mirrors: join(repository.dir, 'more'), ref: first });
  expect(whole.found.commit).toBe(first);
});

tries(`several at once share one mirror, and what is there is not fetched again${withoutGit}`, async () => {
  const repository = makeRepository();
  repository.commit({ a: '1' });
  repository.git('tag', 'v1');
  repository.commit({ a: '2' }, 'refs/tags/v1');
  const found = await Promise.all(['v1', 'main', 'v1', 'main', 'main'].map((ref) => fetching(repository, { ref })));
  expect(new Set(found.map(({ found: { commit } }) => commit)).size).toBe(2);
  expect(readdirSync(join(repository.dir, 'mirrors')).filter((name) => !name.endsWith('.lock'))).toHaveLength(1);
  const commit = found[0]!.found.commit;
  // All of it is here: the repository is not asked for it, and cannot give it any more.
  rmSync(join(repository.bare, 'objects'), { recursive: true });
  await expect(fetching(repository, { ref: 'main', commit })).rejects.toMatchObject({ code: 'GIT_FAILED' });
});

tries(`what is not there, is no name, or is several things is told by name${withoutGit}`, async () => {
  const repository = makeRepository();
  const first = repository.commit({ a: '1' });
  repository.commit({ a: '2' }, `${first}:refs/tags/twice`, 'HEAD:refs/heads/twice');
  const refused = (ref: string) => fetching(repository, { ref }).catch((thrown: unknown) => thrown);
  expect(await refused('gone')).toMatchObject({ code: 'GIT_REF_UNKNOWN', details: { ref: 'gone', why: 'none' } });
  expect(await refused('--upload-pack=id')).toMatchObject({ code: 'GIT_REF_UNKNOWN' });
  expect(await refused('twice')).toMatchObject({ details: { why: 'both' } });
  expect(await refused(first.slice(0, 12))).toMatchObject({ details: { why: 'short' } });
  expect(await refused('0'.repeat(40))).toMatchObject({ code: 'GIT_FAILED' });
});

tries(`a directory that is not allowed is not read, over a link neither${withoutGit}`, async () => {
  const repository = makeRepository();
  repository.commit({ a: '1' });
  const denied = { code: 'GIT_FAILED', details: { reason: 'git.directories of config.yml does not name it' } };
  await expect(fetching(repository, { access: { directories: [] } })).rejects.toMatchObject(denied);
  const allowed = join(repository.dir, 'allowed');
  execFileSync('mkdir', [allowed]);
  symlinkSync(repository.bare, join(allowed, 'shop.git'));
  const over = { repository: join(allowed, 'shop.git'), access: { directories: [allowed] } };
  await expect(fetching(repository, over)).rejects.toMatchObject(denied);
});

tries(
  `no hook of a repository runs, no submodule comes, and large files elsewhere are refused${withoutGit}`,
  async () => {
    const repository = makeRepository();
    const mark = join(repository.dir, 'ran');
    for (const name of ['pre-receive', 'reference-transaction', 'post-checkout', 'post-index-change']) {
      writeFileSync(join(repository.bare, 'hooks', name), `#!/bin/sh\ntouch ${mark}\n`);
    }
    const first = repository.commit({ a: '1' });
    repository.git('update-index', '--add', '--cacheinfo', `160000,${first},lib/sub`);
    repository.git('commit', '--quiet', '-m', 'a submodule');
    const listed = '[submodule "sub"]\n\tpath = lib/sub\n\turl = ext::sh -c id\n';
    writeFileSync(join(repository.dir, 'tree/.gitmodules'), listed);
    repository.git('add', '.gitmodules');
    repository.git('commit', '--quiet', '-m', 'its list');
    repository.git('push', '--quiet', repository.bare, 'HEAD:refs/heads/main');
    for (const name of readdirSync(join(repository.bare, 'hooks')))
      chmodSync(join(repository.bare, 'hooks', name), 0o755);
    const { submodules, file } = await fetching(repository, { ref: 'main' });
    expect(submodules).toEqual(['lib/sub']);
    expect(namesIn(file)).toContain('lib/sub/');
    expect(readdirSync(repository.dir)).not.toContain('ran');
    for (const name of readdirSync(join(repository.bare, 'hooks'))) rmSync(join(repository.bare, 'hooks', name));
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 3\n`;
    repository.commit({ '.gitattributes': '*.bin filter=lfs diff=lfs\n', 'big.bin': pointer, 'small.txt': 'x' });
    await expect(fetching(repository)).rejects.toMatchObject({
      code: 'GIT_LFS',
      details: { paths: ['big.bin'], n: 1 },
    });
  },
);

tries(`what is too large is broken off, and nothing of it is left${withoutGit}`, async () => {
  const repository = makeRepository();
  repository.commit({ a: 'x'.repeat(100_000) });
  const into = join(repository.dir, 'small');
  const large = fetching(repository, { into, maxUnpacked: 20_000 });
  await expect(large).rejects.toMatchObject({ code: 'ARCHIVE_TOO_LARGE' });
});

tries(`over https a token is a header of its server alone, and stands in no error${withoutGit}`, async () => {
  const repository = makeRepository();
  repository.commit({ a: '1' });
  const token = 'glpat-verysecret';
  const { url, ca } = await serveByHttps(join(repository.dir, 'served'), (request, response) => {
    if (request.headers['private-token'] === token) return false;
    response.writeHead(401, { 'WWW-Authenticate': `Basic realm="${String(request.headers['private-token'])}"` }).end();
    return true;
  });
  const environment = { PATH: process.env.PATH ?? '', GIT_SSL_CAINFO: ca };
  const address = { repository: `${url}/shop.git` };
  const found = await fetching(repository, {
    ...address,
    access: { environment, headers: [`PRIVATE-TOKEN: ${token}`] },
  });
  expect(namesIn(found.file)).toEqual(['a']);
  const refused = await fetching(repository, {
    ...address,
    mirrors: join(tmpdir(), 'none'),
    access: { environment, headers: ['PRIVATE-TOKEN: wrong-one'] },
  }).catch((thrown: unknown) => thrown as Error);
  expect(refused).toMatchObject({ code: 'GIT_FAILED' });
  expect(JSON.stringify(refused)).not.toContain('wrong-one');
});

tries(`a redirect is not followed, and a server that nobody vouches for not trusted${withoutGit}`, async () => {
  const repository = makeRepository();
  repository.commit({ a: '1' });
  const asked: string[] = [];
  const other = await serveByHttps(join(repository.dir, 'served'), (request) => (asked.push(request.url!), false));
  const { url, ca } = await serveByHttps(join(repository.dir, 'served'), (request, response) => {
    response.writeHead(302, { Location: `${other.url}${request.url}` }).end();
    return true;
  });
  const failed = { code: 'GIT_FAILED' };
  await expect(fetching(repository, { repository: `${other.url}/shop.git` })).rejects.toMatchObject(failed);
  const both = join(repository.dir, 'both');
  writeFileSync(both, `${readFileSync(ca, 'utf8')}${readFileSync(other.ca, 'utf8')}`);
  const environment = { PATH: process.env.PATH ?? '', GIT_SSL_CAINFO: both };
  const access = { environment };
  await expect(fetching(repository, { repository: `${url}/shop.git`, access })).rejects.toMatchObject(failed);
  expect(asked).toEqual([]);
  await fetching(repository, { repository: `${other.url}/shop.git`, access });
});

tries(`who gives up ends git, and the reason is theirs${withoutGit}`, async () => {
  const repository = makeRepository();
  repository.commit({ a: '1' });
  const stuck = await serveByHttps(join(repository.dir, 'served'), () => true);
  const given = new AbortController();
  const why = new Error('cancelled');
  const late = fetching(repository, { repository: `${stuck.url}/shop.git`, signal: given.signal });
  given.abort(why);
  await expect(late).rejects.toBe(why);
  const slow = fetching(repository, { repository: `${stuck.url}/shop.git`, timeoutMs: 1 });
  await expect(slow).rejects.toMatchObject({ code: 'DOWNLOAD_TIMEOUT' });
});
