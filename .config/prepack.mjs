import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/*
 * What `npm pack` packs is made here: built, with the commit it is of, and with bundled packages that compile nothing where they are
 * installed. The scripts of a bundled package would run there, and what they build is what rexflow does without: native parts of ssh2 and
 * msgpackr, which do the same in JavaScript. All is said to stderr: `npm pack --json` prints one document.
 */
const root = fileURLToPath(new URL('../', import.meta.url));
const at = (path) => join(root, path);

/** Every package below a node_modules, also of packages in there. */
function* packagesIn(directory) {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (name.startsWith('@')) yield* packagesIn(path);
    else if (existsSync(join(path, 'package.json'))) {
      yield path;
      if (existsSync(join(path, 'node_modules'))) yield* packagesIn(join(path, 'node_modules'));
    }
  }
}

/** Takes the scripts that run at an installation out of a package; npm compiles by itself what has a binding.gyp, unless it says false. */
function withoutInstallScripts(path) {
  const file = join(path, 'package.json');
  const described = JSON.parse(readFileSync(file, 'utf8'));
  const { preinstall, install, postinstall, ...others } = described.scripts ?? {};
  const builds = existsSync(join(path, 'binding.gyp')) && described.gypfile !== false;
  if (!(preinstall || install || postinstall || builds)) return;
  // At once: a program that starts meanwhile reads it.
  writeFileSync(`${file}.new`, `${JSON.stringify({ ...described, scripts: others, gypfile: false }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

const prepared = spawnSync(process.execPath, [at('apps/local/bootstrap.mjs'), '--built'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
if (prepared.status !== 0) process.exit(1);
for (const path of packagesIn(at('node_modules'))) withoutInstallScripts(path);
// Sources without their history have no commit to tell.
const git = (...words) => {
  const { status, stdout } = spawnSync('git', words, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout.trim() : null;
};
const commit = git('rev-parse', 'HEAD');
// What nobody committed is in no commit: who looks this one up would not find what runs.
const changed = commit !== null && git('status', '--porcelain') !== '';
if (changed) process.stderr.write(`rexflow: packed with changes that are not committed, as ${commit}-dirty\n`);
writeFileSync(at('dist/commit'), `${commit ?? ''}${changed ? '-dirty' : ''}\n`);
