import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => new URL(`../${path}`, import.meta.url).pathname;

/** Where a program lies, links followed; null when this machine does not have it. */
function programAt(name: string): string | null {
  const found = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
  return found === '' ? null : realpathSync(found);
}

/** Shells that the scripts of hosts are tried under beside the `sh` of this machine; where CI is set they have to be there. */
const shells = [
  { name: 'dash', required: true },
  { name: 'busybox', required: true },
  { name: 'bash', required: false },
].filter(({ name, required }) => {
  const program = programAt(name);
  return program === null ? required && process.env.CI !== undefined : program !== programAt('sh');
});

/** What two shells have shown is not shown by a third one where it takes long. */
const beyondTwoShells = [
  'hostPrograms*',
  'logPrograms',
  'fullDisk',
  'removal',
  'copyCurrent',
  'fence',
  'adopt',
  'hookSteps',
  'owner',
  'services/compose',
].map((name) => `**/${name}.test.ts`);

/** What changes where its process finds programs, or asks what that has loaded. */
const ofOwnProcess = ['packages/provision/**/*.test.ts', 'packages/tracing/src/silent.test.ts'];

/** Services whose own programs take most of the time, whatever shell asks them. */
const ofOthers = ['**/services/{systemd,supervisor,pm2,composeProject}.test.ts'];

/** Servers of tests are on this machine: a proxy that it has, if any, is not asked for them. */
const { no_proxy: direct = process.env.NO_PROXY ?? '' } = process.env;
process.env.no_proxy = process.env.NO_PROXY = `${direct},127.0.0.1,localhost`;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^#([a-z]+)$/, replacement: at('packages/$1/src/index.ts') },
      { find: /^#([a-z]+)\/([a-z]+)$/, replacement: at('packages/$1/src/$2.ts') },
    ],
  },
  root: at(''),
  test: {
    // Half of a test's time is waiting for what it started: with a file more than there are cores none of them is idle.
    maxWorkers: availableParallelism() + 1,
    // What is waited for comes when the machine has the time: these only end what hangs.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'sh',
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts'],
          exclude: ofOwnProcess,
          // To import its modules anew takes each file longer than its tests do.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts', ...ofOwnProcess] } },
      ...shells.map(({ name }) => ({
        extends: true as const,
        test: {
          name,
          isolate: false,
          include: ['packages/release/src/{hooks,logs,services,steps}/*.test.ts'],
          exclude: [...ofOthers, ...(name === 'bash' ? beyondTwoShells : [])],
          env: { REXFLOW_TEST_SHELL: name },
          setupFiles: [at('packages/release/src/testing/exchangeShell.ts')],
        },
      })),
    ],
  },
});
