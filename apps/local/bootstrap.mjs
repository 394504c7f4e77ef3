import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * The first program of a fresh clone: brings the npm packages and the compiled JavaScript up to date, then becomes the
 * program that was asked for. Plain JavaScript with nothing but Node, since nothing else is there yet. Everything it says
 * goes to stderr; stdout belongs to the program.
 */
const programs = {
  demo: 'apps/local/src/demo.js',
  start: 'programs/start.js',
  test: 'apps/local/src/test.js',
  bench: 'test/bench/main.js',
  faults: 'test/faults/main.js',
  'install-test': 'test/install/main.js',
  gateway: 'programs/gateway.js',
  worker: 'programs/worker.js',
  admin: 'programs/admin.js',
  setup: 'programs/setup.js',
  uninstall: 'programs/uninstall.js',
  backup: 'programs/backup.js',
  restore: 'programs/restore.js',
  import: 'programs/import.js',
  cli: 'programs/cli.js',
};

const self = fileURLToPath(import.meta.url);
const root = fileURLToPath(new URL('../../', import.meta.url));
const at = (path) => join(root, path);
const age = (path) => statSync(at(path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const tell = (line) => process.stderr.write(`rexflow: ${line}\n`);
/** Only a build without errors leaves it; its time is that of the build's begin. */
const built = 'dist/.built';
const conflict = 75;
/** The programs of Node with the scripts they read, in few files, the console of the browser, then the manual, made in part from those programs. */
const compilers = [
  ['node_modules/typescript/bin/tsc', '-p', '.config/build.json', '--pretty'],
  ['.config/copyScripts.mjs'],
  ['.config/bundlePrograms.mjs'],
  ['node_modules/vite/bin/vite.js', 'build', '-c', '.config/vite.ts'],
  ['.config/buildDocs.mjs'],
];

/** npm prune --omit=dev may leave typescript, which is the peer of a package: all of them are needed to build. */
const hasTools = () => compilers.every(([tool]) => existsSync(at(tool)));

/** An installation without its tools (npm prune --omit=dev, npm ci --omit=dev) runs what was built while they were there. */
const isProduction = () => !hasTools() && age(built) > 0 && age('node_modules/.package-lock.json') > 0;

const lacksPackages = () => !hasTools() || age('node_modules/.package-lock.json') < age('package-lock.json');

/** Whether a source is newer than the last good build. */
function lacksBuild() {
  const since = age(built);
  const newer = (path) => age(path) > since;
  const sources = (dir) =>
    readdirSync(at(dir), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isDirectory() || /\.(tsx?|sh|css|html|svg|md|png)$/.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length));
  return (
    [
      'tsconfig.json',
      '.config/build.json',
      '.config/copyScripts.mjs',
      '.config/bundlePrograms.mjs',
      '.config/vite.ts',
      '.config/buildDocs.mjs',
      'config.yml',
      'package.json',
      'node_modules/.package-lock.json',
    ].some(newer) ||
    ['apps', 'packages', 'test/bench', 'test/faults', 'test/install', 'test/support'].some((dir) =>
      sources(dir).some(newer),
    )
  );
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) tell(`${program} cannot be run: ${error.message}`);
  return status ?? 1;
}

/** Compiles, and marks the build when all went well; gives the exit status. */
function compile() {
  tell('compiling');
  const begin = new Date();
  if (!existsSync(at('dist'))) mkdirSync(at('dist'));
  // A build that fails leaves the mark of the one before: what has changed since is newer than it.
  for (const [tool, ...args] of compilers) {
    const status = run(process.execPath, [at(tool), ...args]);
    if (status !== 0) return status;
  }
  writeFileSync(at(built), '');
  utimesSync(at(built), begin, begin);
  return 0;
}

/** Does what is lacking; gives the exit status. Runs with the lock held, so that two of us do not work at once. */
function prepare() {
  if (isProduction()) return 0;
  if (lacksPackages()) {
    tell('installing the npm packages');
    const status = run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
    if (status !== 0) return status;
  }
  return lacksBuild() ? compile() : 0;
}

function mayWrite() {
  try {
    accessSync(root, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs ourselves under a lock of the kernel, which is free again when its holder dies, however it does. */
function alone(task) {
  if (!mayWrite()) {
    tell(`${root} is not built, or has changed since, and this user may not write there`);
    tell(`as the owner of its files: cd ${root} && npm ci && npm run build`);
    return 1;
  }
  mkdirSync(at('.rexflow'), { recursive: true });
  const under = (...options) => run('flock', [...options, at('.rexflow/bootstrap.lock'), process.execPath, self, task]);
  const status = under('--nonblock', '--conflict-exit-code', String(conflict));
  if (status !== conflict) return status;
  tell('waiting for another one that is installing or compiling');
  return under();
}

const isReady = () => isProduction() || !(lacksPackages() || lacksBuild());

async function main([name, ...args]) {
  if (name === '--prepare') process.exit(prepare());
  if (name === '--compile') process.exit(compile());
  // npm run build, whether anything has changed or not.
  if (name === '--build') process.exit(alone('--compile'));
  // Only brings everything up to date.
  if (name === '--built') process.exit(isReady() ? 0 : alone('--prepare'));
  const program = Object.hasOwn(programs, name ?? '') ? at(join('dist', programs[name])) : null;
  if (program === null) {
    process.stderr.write(`usage: node apps/local/bootstrap.mjs ${Object.keys(programs).join('|')} [arguments]\n`);
    process.exit(2);
  }
  const status = isReady() ? 0 : alone('--prepare');
  // The tests tell themselves that it does not compile; nothing else runs on a half-made build.
  if (status !== 0 && (name !== 'test' || !existsSync(program))) {
    if (name === 'test') process.stdout.write('0 passed, 1 failed\n');
    process.exit(status);
  }
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0], program, ...args];
  await import(pathToFileURL(program).href);
}

await main(process.argv.slice(2));
