import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSshd } from '#provision';
import { layFiles, openBench, bring, readFiles, testSourceType, type Bench, type Files } from './testing/battery.js';

const hasGit = ['git', 'flock'].every((program) => spawnSync(program, ['--version']).status === 0);
const without = hasGit ? '' : ' (left out: git or flock is not installed)';

/** A bare repository of real git with these files on its branch main; gives its path. */
function repositoryOf(bench: Bench, files: Files): string {
  const tree = layFiles(bench, 'git/tree', files);
  const bare = join(bench.dir, 'git/web.git');
  const git = (...words: string[]): void => {
    const own = ['-C', tree, '-c', 'user.name=test', '-c', 'user.email=test@example.org'];
    const { status, stderr } = spawnSync('git', [...own, ...words], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  git('init', '--quiet', '--initial-branch=main', '.');
  git('add', '--all', '--force');
  git('commit', '--quiet', '-m', 'a change');
  git('clone', '--quiet', '--bare', '.', bare);
  return bare;
}

const prepare = (bench: Bench, files: Files) => {
  const repository = repositoryOf(bench, files);
  return {
    source: { kind: 'git', repository, ref: 'main', apply: 'replace' } as const,
    remove: () => rmSync(repository, { recursive: true }),
  };
};

if (hasGit) testSourceType('git', { gone: 'GIT_FAILED', packages: true, prepare });

test.skipIf(!hasGit)(
  `git: over ssh the key of the environment logs in, to a server that is known${without}`,
  async () => {
    const bench = openBench({});
    const repository = repositoryOf(bench, { 'bin/app': '1' });
    const dir = mkdtempSync(join(tmpdir(), 'rexflow-git-sshd-'));
    const sshd = await startSshd({ dir, address: '127.0.0.1' });
    onTestFinished(async () => {
      await sshd.stop();
      rmSync(dir, { recursive: true, force: true });
    });
    const place = `ssh://${sshd.user}@${sshd.address}:${sshd.port}${repository}`;
    const source = { kind: 'git', repository: place, apply: 'replace' } as const;
    const { ssh } = bench.deps.config.environments.local!;
    const known = join(dir, 'known_hosts');
    const key = { reveal: () => readFileSync(sshd.clientKey, 'utf8') };
    const config = {
      ...bench.deps.config,
      environments: {
        local: { ...bench.deps.config.environments.local!, ssh: { ...ssh, privateKey: key, knownHosts: known } },
      },
    };
    const deps = { ...bench.deps, config } as unknown as Bench['deps'];
    const open = new AbortController().signal;
    mkdirSync(join(bench.dir, 'x'));
    writeFileSync(known, '');
    await expect(bring({ ...bench, deps }, source, 'unknown', open)).rejects.toMatchObject({
      code: 'GIT_FAILED',
      details: { reason: expect.stringContaining('Host key verification failed') },
    });
    writeFileSync(known, `[${sshd.address}]:${sshd.port} ${sshd.hostKey}\n`);
    expect(readFiles(await bring({ ...bench, deps }, source, 'known', open))).toEqual({ 'bin/app': '1' });
  },
);
