import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson } from './support/described.js';
import { startEstate, until, type Answer, type Estate } from './support/estate.js';
import { pack } from './support/pack.js';

const hasGit = ['git', 'flock'].every((program) => spawnSync(program, ['--version']).status === 0);
const without = hasGit ? '' : ' (left out: git or flock is not installed)';
const token = 'glpat-of-the-test';

let estate: Estate;
let dir: string;
let store: Server;
const asked: (string | undefined)[] = [];
const shelf = new Map<string, Buffer>();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rexflow-group-source-'));
  writeFileSync(join(dir, 'token'), `${token}\n`, { mode: 0o600 });
  // A store of packages of this test that gives nothing without its token, as that of GitLab does.
  store = createServer((request, response) => {
    asked.push(request.url);
    const file = shelf.get(request.url ?? '');
    const known = request.headers['private-token'] === token;
    response.writeHead(!known ? 401 : file ? 200 : 404).end(known ? file : undefined);
  }).listen(0, '127.0.0.1');
  estate = await startEstate({
    apps: [{}, {}],
    config: {
      package: { check_dir: false },
      git: { directories: [join(dir, 'served')] },
      secrets: { gitlab: `file:${join(dir, 'token')}` },
    },
  });
});
afterAll(async () => {
  await estate?.stop();
  store?.closeAllConnections();
  store?.close();
  rmSync(dir, { recursive: true, force: true });
});

const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askJson(estate, method, path, body);

async function release(body: object): Promise<Answer> {
  const taken = await ask('POST', '/v1/releases', { apps: 'server', ...body });
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  const id = String(taken.at('id'));
  return await until('the settlement', 60, async () => {
    const now = await ask('GET', `/v1/releases/${id}`);
    return now.at('state') === 'settled' ? now : undefined;
  });
}

const sourceIs = async (source: object | null): Promise<void> => {
  expect((await ask('PATCH', '/v1/groups/server', { source })).status).toBe(200);
};

/** What both hosts hold of a file. */
const both = (path: string): string[] =>
  estate.hosts.map(({ app }) => readFileSync(join(realpathSync(app.programLink), path), 'utf8'));
const commitsOf = (done: Answer): unknown[] =>
  (done.at('apps') as { provenance: { commit: unknown } }[]).map(({ provenance }) => provenance.commit);

test.skipIf(!hasGit)(
  `what a plan showed of a repository is released, wherever its branch is by then${without}`,
  async () => {
    const [tree, bare] = [join(dir, 'tree'), join(dir, 'served/server.git')];
    const git = (...words: string[]): string =>
      execFileSync('git', ['-C', tree, '-c', 'user.name=test', '-c', 'user.email=test@example.org', ...words], {
        encoding: 'utf8',
      }).trim();
    const commit = (text: string, ...push: string[]): string => {
      mkdirSync(dirname(join(tree, 'etc/note')), { recursive: true });
      writeFileSync(join(tree, 'etc/note'), text);
      git('add', '--all');
      git('commit', '--quiet', '-m', text);
      git('push', '--quiet', bare, 'HEAD:refs/heads/main', ...push);
      return git('rev-parse', 'HEAD');
    };
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', tree]);
    const first = commit('one');
    await sourceIs({ type: 'git', repository: bare, ref: 'main', apply: 'merge' });

    const plan = await ask('POST', '/v1/releases/plan?wait=30', { apps: 'server' });
    expect(plan.body).toMatchObject({ outcome: 'ready', commit: first });
    const second = commit('two', 'HEAD:refs/tags/v2');

    const planned = await release({ plan: plan.at('hash') });
    expect(planned.body).toMatchObject({ outcome: 'done', request: { source: { repository: bare, commit: first } } });
    expect(both('etc/note')).toEqual(['one', 'one']);
    expect(commitsOf(planned)).toEqual([first, first]);

    const tagged = await release({ ref: 'v2', provenance: { commit: first } });
    expect(tagged.body).toMatchObject({ outcome: 'done', versions: ['v2'] });
    expect(both('etc/note')).toEqual(['two', 'two']);
    expect(commitsOf(tagged)).toEqual([second, second]);

    // It was planned for another commit than what would be released now.
    const moved = await release({ plan: plan.at('hash'), ref: 'v2' });
    expect(moved.body).toMatchObject({ outcome: 'failed', trouble: { code: 'PLAN_CHANGED' } });
    expect((await release({ ref: 'gone' })).body).toMatchObject({ trouble: { code: 'GIT_REF_UNKNOWN' } });
  },
);

test('a package of a version is fetched with a token by name, which nothing tells', async () => {
  shelf.set('/server/1.4.2.tar.gz', await pack('1.4.2.tar.gz', { 'etc/note': '1.4.2' }));
  const url = `http://127.0.0.1:${(store.address() as AddressInfo).port}/{group}/{version}.tar.gz`;
  // What is given is laid over what stands: of a repository nothing is to be left.
  await sourceIs(null);
  await sourceIs({ type: 'url', url, apply: 'merge', headers: { 'PRIVATE-TOKEN': { secret: 'gitlab' } } });
  const done = await release({ provenance: { version: '1.4.2' } });
  expect(done.body).toMatchObject({ outcome: 'done', versions: ['1.4.2'] });
  expect(both('etc/note')).toEqual(['1.4.2', '1.4.2']);
  expect(asked).toContain('/server/1.4.2.tar.gz');
  const gone = await release({ provenance: { version: '9.9' } });
  expect(gone.body).toMatchObject({ outcome: 'failed', trouble: { code: 'DOWNLOAD_FAILED' } });
  const everything = [done.body, gone.body, (await ask('GET', '/v1/groups/server')).body];
  expect(JSON.stringify(everything)).not.toContain(token);

  await sourceIs({ headers: { 'PRIVATE-TOKEN': { secret: 'nobody' } } });
  const unknown = await release({ provenance: { version: '1.4.2' } });
  expect(unknown.body).toMatchObject({ trouble: { code: 'SECRET_UNKNOWN' } });
});
