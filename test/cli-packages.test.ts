import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startEstate, type Estate } from './support/estate.js';
import { callerOf, type Caller } from './support/rexflow.js';
import { root } from './support/root.js';

let estate: Estate;
let caller: Caller;
beforeAll(async () => {
  estate = await startEstate({
    apps: [{}, {}],
    uat: { version: '7.0.0' },
    config: { package: { timeout: 10, check_dir: false, max_bytes: 2_000_000 } },
  });
  caller = callerOf(estate, {
    ...{ REXFLOW_URL: estate.url, REXFLOW_TOKEN: estate.token, APPS: 'server', FROM: 'uat' },
    ...{ CI: 'true', CI_JOB_ID: '71', GITHUB_RUN_ID: '72', GITHUB_RUN_ATTEMPT: '1', BUILD_TAG: 'jenkins-web-73' },
  });
});
afterAll(async () => {
  await estate?.stop();
});

const versions = () => Promise.all(estate.hosts.map(async (host) => (await estate.served(host))?.version));
const snippet = (name: string): string => readFileSync(join(root, 'apps/cli/snippets', name), 'utf8');

/** A directory with the file that says the version. */
function build(name: string, version: string): string {
  const dir = join(caller.home, name);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'VERSION'), `${version}\n`);
  return dir;
}

/** Text as a CI runs it: bash, which stops at the first command that fails. */
async function carryOut(...scripts: string[]): Promise<string> {
  const { status, stdout, stderr } = await caller.bash(`set -euo pipefail\n${scripts.join('\n')}`);
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

test('a directory is packed, sent once, and released', async () => {
  const dist = build('dist', '2.0.0');
  const sent = await caller.call('bundles', 'upload', dist);
  expect(sent).toMatchObject({ status: 0, stdout: expect.stringContaining('uploaded') });
  expect((await caller.call('bundles', 'upload', dist)).stdout).toContain('there already');
  const id = sent.stdout.trim().split('\n').at(-1)!;
  expect((await caller.call('bundles', 'list', '--kind', 'package')).stdout).toContain(id);
  const released = await caller.call('release', 'server', '--package', dist, '--full', '1', '--json');
  expect(released).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(released.stdout)).toMatchObject({ outcome: 'done', parameters: { bundle: id } });
  expect(await versions()).toEqual(['2.0.0', '2.0.0']);
  writeFileSync(join(dist, 'VERSION'), '2.0.1\n');
  const again = await caller.call('release', 'server', '--package', dist, '--full', '1', '--json');
  const [from, to] = [released, again].map(({ stdout }) => (JSON.parse(stdout) as { id: string }).id);
  expect((await caller.call('bundles', 'diff', from!, to!)).stdout).toContain('~ VERSION');
});

test('a package that is none, or is missing', async () => {
  expect((await caller.call('release', 'server', '--package', join(caller.home, 'nosuch'), '--full', '1')).status).toBe(
    2,
  );
  const odd = join(caller.home, 'odd.tar.gz');
  writeFileSync(odd, 'no archive at all');
  const released = await caller.call('release', 'server', '--package', odd, '--full', '1');
  expect([3, 7]).toContain(released.status);
});

test('one that is too large is refused before all of it is sent, and nothing is left behind', async () => {
  const large = join(caller.home, 'large');
  mkdirSync(large);
  writeFileSync(join(large, 'noise'), randomBytes(40_000_000));
  const sent = await caller.call('bundles', 'upload', large, '--json');
  expect(sent.status).toBe(3);
  expect(JSON.parse(sent.stdout)).toMatchObject({ problem: { code: 'BODY_TOO_LARGE', status: 413 }, exit: 3 });
  expect(readdirSync(estate.dir).filter((name) => name.startsWith('rexflow-package-'))).toEqual([]);
});

test('the snippet for GitLab CI', async () => {
  const jobs = parse(snippet('gitlab-ci.yml')) as Record<string, { script: string[] }>;
  mkdirSync(join(caller.home, 'src'), { recursive: true });
  writeFileSync(join(caller.home, 'src/VERSION'), '3.0.0\n');
  await carryOut('rm -rf dist', ...jobs.build!.script, ...jobs.release!.script);
  expect(await versions()).toEqual(['3.0.0', '3.0.0']);
  await carryOut('CI_JOB_ID=74', ...jobs.rollback!.script);
  expect(await versions()).toEqual(['2.0.1', '2.0.1']);
});

test('the snippet for GitHub Actions', async () => {
  const { jobs } = parse(snippet('github-actions.yml')) as { jobs: { release: { steps: { run?: string }[] } } };
  writeFileSync(join(caller.home, 'src/VERSION'), '4.0.0\n');
  const runs = jobs.release.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
  await carryOut('export GITHUB_STEP_SUMMARY=summary.md', ...runs);
  expect(JSON.parse(readFileSync(join(caller.home, 'summary.md'), 'utf8'))).toMatchObject({ outcome: 'done' });
  expect(await versions()).toEqual(['4.0.0', '4.0.0']);
});

test('the snippet for Jenkins', async () => {
  const blocks = [...snippet('Jenkinsfile').matchAll(/sh '''([^]*?)'''/g)];
  // What Groovy makes of a text between three quotes.
  await carryOut(...blocks.map(([, text]) => text!.replaceAll('\\\\', '\\')));
  expect(await versions()).toEqual(['7.0.0', '7.0.0']);
});

test('the snippet for a plain curl', async () => {
  const dir = build('by-curl', '5.0.0');
  execFileSync('tar', ['-czf', join(caller.home, 'web.tar.gz'), '-C', dir, '.']);
  const script = join(root, 'apps/cli/snippets/curl.sh');
  expect(await carryOut(`sh '${script}' server web.tar.gz`)).toMatch(/^release \S+\ndone\n$/);
  expect(await versions()).toEqual(['5.0.0', '5.0.0']);
  const { status } = await caller.bash(`CI_JOB_ID=75 sh '${script}' nosuch web.tar.gz`);
  expect(status).not.toBe(0);
});
