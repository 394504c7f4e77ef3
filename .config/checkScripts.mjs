import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/*
 * Holds each script against shellcheck as it is sent: the values it expects as assignments, the files of lib/ it names, its own text. So
 * a value that nobody gives, or that nobody reads, is a finding as well.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const headOf = (text, label) =>
  [...text.matchAll(new RegExp(`^# ${label}: (.*)$`, 'gm'))].flatMap(([, words]) => words.split(' '));

const scripts = readdirSync(join(root, 'packages'), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.sh'))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !/\/(scripts\/lib|services)\//.test(path))
  .sort();

/** Scripts that between them call every function of a service: they are held against each kind, all others against one. */
const ofEveryKind = ['activate', 'service', 'doctor'];

/** The kinds of services beside a folder of scripts, the files of each: `service` stands for one of them. */
function kindsOf(folder, step) {
  const services = join(folder, '../services');
  if (!existsSync(services)) return [];
  return readdirSync(services)
    .filter((name) => name.endsWith('.sh') && (name === 'init.sh' || ofEveryKind.includes(step)))
    .map((name) => {
      const own = join(services, name);
      return [...headOf(readFileSync(own, 'utf8'), 'lib').map((lib) => join(services, `lib/${lib}.sh`)), own];
    });
}

/** The files of a script in their order, once for each kind of service where it needs one. */
function variantsOf(path) {
  const folder = join(dirname(path), '..');
  const names = headOf(readFileSync(path, 'utf8'), 'lib');
  if (!existsSync(join(folder, 'lib'))) return [[path]];
  const kinds = names.includes('service') ? kindsOf(folder, basename(path, '.sh')) : [[]];
  const filesOf = (name, kind) => (name === 'service' ? kind : [join(folder, `lib/${name}.sh`)]);
  return kinds.map((kind) => [...['prelude', ...names].flatMap((name) => filesOf(name, kind)), path]);
}

/** The text as it is sent, and for each of its lines where that stands. */
function assemble(path, paths) {
  const files = paths.map((file) => ({ file: relative(root, file), text: readFileSync(file, 'utf8') }));
  const values = [...new Set(files.flatMap(({ text }) => headOf(text, 'args')))];
  const lines = [
    ...values.map((name) => ({ text: `${name}='any value'`, at: `${relative(root, path)} (its value ${name})` })),
    { text: 'main() {', at: '' },
    ...files.flatMap(({ file, text }) =>
      text.split('\n').map((line, index) => ({ text: line, at: `${file}:${index + 1}` })),
    ),
    { text: '}\nmain "$@" </dev/null\nexit $?\n', at: '' },
  ];
  return { text: lines.map((line) => line.text).join('\n'), at: (line) => lines[line - 1]?.at ?? path };
}

function check(path, paths) {
  const { text, at } = assemble(path, paths);
  const words = ['--shell=sh', '--severity=warning', '--format=json', '-'];
  const { status, stdout, stderr, error } = spawnSync('shellcheck', words, { input: text, encoding: 'utf8' });
  if (error) throw error;
  if (status > 1) throw new Error(`shellcheck ended with status ${status} for ${path}: ${stderr}`);
  return JSON.parse(stdout).map(({ line, code, message }) => `${at(line)}: SC${code}: ${message}`);
}

try {
  const found = new Set(scripts.flatMap((path) => variantsOf(path).flatMap((paths) => check(path, paths))));
  for (const line of found) process.stdout.write(`${line}\n`);
  if (found.size > 0) process.exitCode = 1;
} catch (error) {
  if (error.code !== 'ENOENT') throw error;
  process.stderr.write(
    'rexflow: shellcheck is not installed, the scripts are not checked: apt-get install shellcheck\n',
  );
  if (process.env.CI) process.exitCode = 1;
}
