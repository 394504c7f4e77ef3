import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

let clone: string;
const consoleSources = [
  'apps/console/index.html',
  'apps/console/src/main.tsx',
  'apps/console/src/style/a.css',
  '.config/vite.ts',
];

function put(path: string, text = ''): void {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), text);
}

// Stands in for the compiler: writes down that it was called, and compiles one program.
const compiler = `const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
appendFileSync('compiled', 'once\\n');
const source = readFileSync('apps/worker/src/main.ts', 'utf8');
if (source.includes('MISTAKE')) process.exit(2);
mkdirSync('dist/programs', { recursive: true });
writeFileSync('dist/programs/worker.js', source);
`;
// Stands in for the one of the console, which cannot be without what it is built from.
const bundler = `const { appendFileSync, readFileSync } = require('node:fs');
appendFileSync('bundled', 'once\\n');
if (readFileSync('apps/console/src/main.tsx', 'utf8').includes('MISTAKE')) process.exit(3);
`;
// Stands in for the maker of the manual.
const maker = `import { appendFileSync } from 'node:fs';
appendFileSync('documented', 'once\\n');
`;
const manualSources = [
  'apps/gateway/docs/a.md',
  'apps/gateway/docs/images/a.png',
  'config.yml',
  '.config/buildDocs.mjs',
];
const program = `console.log('worker', ...process.argv.slice(2)); process.exitCode = 7;`;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'rexflow-clone-'));
  chmodSync(clone, 0o755);
  mkdirSync(join(clone, 'apps/local'), { recursive: true });
  for (const path of ['apps/local/bootstrap.mjs', '.config/copyScripts.mjs'])
    cpSync(new URL(`../../../${path}`, import.meta.url), join(clone, path));
  const sources = ['packages/a.ts', 'test/bench/b.ts', 'test/faults/c.ts', 'test/install/e.ts', 'test/support/d.ts'];
  for (const path of ['tsconfig.json', '.config/build.json', 'package.json', 'package-lock.json', ...sources])
    put(path, '{}');
  put('apps/worker/src/main.ts', program);
  put('node_modules/.package-lock.json');
  put('node_modules/typescript/bin/tsc', compiler);
  for (const path of [...consoleSources, ...manualSources]) put(path);
  // Stands in for what makes one file of a program.
  put('.config/bundlePrograms.mjs');
  put('.config/buildDocs.mjs', maker);
  put('node_modules/vite/bin/vite.js', bundler);
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

const bootstrap = (...args: string[]): Promise<Ended> => start([], args);
/** By somebody who may not write where the mode forbids it: root would. */
const bootstrapAsStranger = (...args: string[]): Promise<Ended> =>
  start(process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [], args);

async function start(before: string[], args: string[]): Promise<Ended> {
  const [command, ...words] = [...before, process.execPath, join(clone, 'apps/local/bootstrap.mjs'), ...args];
  const run = promisify(execFile)(command!, words, {
    cwd: tmpdir(),
    env: { ...process.env, PATH: `${join(clone, 'bin')}:${process.env.PATH}` },
  });
  return run.then(
    (output) => ({ status: 0, ...output }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ status: code, stdout, stderr }),
  );
}

const times = (name: string): number =>
  existsSync(join(clone, name)) ? readFileSync(join(clone, name), 'utf8').split('\n').length - 1 : 0;
const compiled = (): number => times('compiled');

const touch = (path: string): void => {
  const soon = new Date(Date.now() + 1_000);
  utimesSync(join(clone, path), soon, soon);
};

test('two at once compile once, and both become the program with its arguments and its exit status', async () => {
  const both = await Promise.all([bootstrap('worker', '--flag', 'a b'), bootstrap('worker')]);
  expect(both.map(({ status, stdout }) => [status, stdout])).toEqual([
    [7, 'worker --flag a b\n'],
    [7, 'worker\n'],
  ]);
  expect(compiled()).toBe(1);
});

test('it compiles again only when a source has changed', async () => {
  await bootstrap('worker');
  expect((await bootstrap('worker')).stderr).toBe('');
  expect(compiled()).toBe(1);
  touch('packages/a.ts');
  await bootstrap('worker');
  expect(compiled()).toBe(2);
});

test('a script is copied beside the module that reads it, and again when it has changed', async () => {
  const copied = (): string => readFileSync(join(clone, 'dist/packages/a/src/lib/a.sh'), 'utf8');
  put('packages/a/src/lib/a.sh', 'say a\n');
  await bootstrap('worker');
  expect(copied()).toBe('say a\n');
  put('packages/a/src/lib/a.sh', 'say b\n');
  touch('packages/a/src/lib/a.sh');
  await bootstrap('worker');
  expect(copied()).toBe('say b\n');
});

test.each(consoleSources)('the console is built again when %s has changed', async (path) => {
  await bootstrap('worker');
  await bootstrap('worker');
  expect(times('bundled')).toBe(1);
  touch(path);
  await bootstrap('worker');
  expect(times('bundled')).toBe(2);
});

test.each(manualSources)('the manual is made again when %s has changed', async (path) => {
  await bootstrap('worker');
  await bootstrap('worker');
  expect(times('documented')).toBe(1);
  touch(path);
  await bootstrap('worker');
  expect(times('documented')).toBe(2);
});

test('nothing runs on a console that cannot be built', async () => {
  put('apps/console/src/main.tsx', 'MISTAKE');
  for (const run of [1, 2]) expect(await bootstrap('worker'), `run ${run}`).toMatchObject({ status: 3, stdout: '' });
});

test('nothing runs on a source that does not compile, not even the build before it', async () => {
  await bootstrap('worker');
  put('apps/worker/src/main.ts', 'MISTAKE');
  touch('apps/worker/src/main.ts');
  for (const run of [1, 2]) {
    expect(await bootstrap('worker'), `run ${run}`).toMatchObject({ status: 2, stdout: '' });
  }
  expect((await bootstrap('test')).stdout).toBe('0 passed, 1 failed\n');
});

test.each(['typescript', 'vite'])('an installation without %s runs what was built, whatever its age', async (tool) => {
  await bootstrap('worker');
  rmSync(join(clone, 'node_modules', tool), { recursive: true });
  touch('apps/worker/src/main.ts');
  // npm writes down what it took away.
  touch('node_modules/.package-lock.json');
  expect(await bootstrap('worker')).toMatchObject({ status: 7, stderr: '' });
  expect(compiled()).toBe(1);
});

test('a build that was asked for is the build that runs, without a lock or anything else in the tree', async () => {
  expect(await bootstrap('--build')).toMatchObject({ status: 0 });
  expect(await bootstrap('--build')).toMatchObject({ status: 0 });
  expect(compiled()).toBe(2);
  rmSync(join(clone, '.rexflow'), { recursive: true });
  expect(await bootstrap('worker')).toMatchObject({ status: 7, stderr: '' });
  expect(compiled()).toBe(2);
  expect(existsSync(join(clone, '.rexflow'))).toBe(false);
});

test.each(['apps/worker/src/main.ts', 'apps/console/src/main.tsx'])(
  'a build that fails in %s keeps the mark of the one before, which runs when the tools are gone',
  async (path) => {
    await bootstrap('--build');
    const mark = (): number => statSync(join(clone, 'dist/.built')).mtimeMs;
    const before = mark();
    put(path, 'MISTAKE');
    touch(path);
    expect((await bootstrap('--build')).status).toBeGreaterThan(0);
    expect((await bootstrap('worker')).stdout).toBe('');
    expect(mark()).toBe(before);
    rmSync(join(clone, 'node_modules/vite'), { recursive: true });
    expect(await bootstrap('worker')).toMatchObject({ status: 7, stderr: '' });
  },
);

test('an installation without tools that was never built fetches them', async () => {
  rmSync(join(clone, 'node_modules/vite'), { recursive: true });
  // Stands in for npm, which brings the compilers.
  put('bin/npm', '#!/bin/sh\necho "$@" >&2\nmkdir -p node_modules/vite/bin\n: >node_modules/vite/bin/vite.js\n');
  chmodSync(join(clone, 'bin/npm'), 0o755);
  const { status, stderr } = await bootstrap('worker');
  expect(status).toBe(7);
  expect(stderr).toContain('ci --include=dev');
});

test('who may not write there is told what its owner has to do', async () => {
  chmodSync(clone, 0o555);
  try {
    expect(await bootstrapAsStranger('worker')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining(`as the owner of its files: cd ${clone}/ && npm ci && npm run build`) as string,
    });
  } finally {
    chmodSync(clone, 0o755);
  }
});

test('an unknown program is answered with the ones there are', async () => {
  expect(await bootstrap('toString')).toMatchObject({ status: 2, stderr: expect.stringContaining('demo|start|test') });
});
