import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/*
 * Makes of each program of an installation one file and the parts it shares with others, in dist/programs: to find and read its 1,500 modules one
 * by one takes Node a second of a core at each start. A module keeps the place that tsc wrote it to: scripts and pages are found from there.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = `${root}dist/programs`;
const programs = {
  gateway: 'apps/gateway/src/main.js',
  admin: 'apps/gateway/src/admin.js',
  worker: 'apps/worker/src/main.js',
  cli: 'apps/cli/src/main.js',
  start: 'apps/local/src/start.js',
  setup: 'apps/setup/src/setup.js',
  uninstall: 'apps/setup/src/uninstall.js',
  backup: 'apps/backup/src/backup.js',
  restore: 'apps/backup/src/restore.js',
  import: 'apps/migration/src/import.js',
};
/** Look for native parts beside themselves. */
const unbundled = ['ssh2', 'msgpackr-extract'];

const banner = `
import { createRequire as $createRequire } from 'node:module';
import { fileURLToPath as $toPath } from 'node:url';
const $programs = import.meta.url;
const require = $createRequire($programs);`;

/** Maps nothing: the lines of packages would be half of a map that Node reads at each start. */
const emptyMap = Buffer.from('{"version":3,"sources":[""],"mappings":"A"}').toString('base64');
const noMap = `\n//# sourceMappingURL=data:application/json;base64,${emptyMap}`;

/** What CommonJS calls the place of a module; a word in a text of it is left alone. */
const namesOf = (place) =>
  `var __filename = $toPath(${place}), __dirname = $toPath(new URL('.', ${place})).slice(0, -1);`;

const ownPlaces = {
  name: 'own places',
  setup({ onLoad }) {
    onLoad({ filter: /\.m?js$/ }, ({ path }) => {
      const place = `new URL(${JSON.stringify(relative(outdir, path))}, $programs)`;
      const text = readFileSync(path, 'utf8').replaceAll('import.meta.url', `${place}.href`);
      const isPackage = path.includes('/node_modules/');
      const names = /(?<![\w.])__(dirname|filename)\b/.test(text) ? namesOf(place) : '';
      return { contents: isPackage ? names + text + noMap : text, loader: 'js' };
    });
  },
};

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: Object.entries(programs).map(([out, path]) => ({ in: `dist/${path}`, out })),
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: unbundled,
  sourcemap: 'linked',
  sourcesContent: false,
  chunkNames: 'part-[hash]',
  legalComments: 'none',
  banner: { js: banner },
  plugins: [ownPlaces],
  write: false,
  logLevel: 'warning',
});

// A program that starts meanwhile finds all of the old or all of the new: parts first, what names them afterwards, and what nobody names last.
mkdirSync(outdir, { recursive: true });
const isPart = ({ path }) => basename(path).startsWith('part-');
for (const { path, contents } of outputFiles.sort((one, other) => isPart(other) - isPart(one))) {
  writeFileSync(`${path}.new`, contents);
  renameSync(`${path}.new`, path);
}
const made = new Set(outputFiles.map(({ path }) => basename(path)));
for (const name of readdirSync(outdir)) if (!made.has(name)) rmSync(`${outdir}/${name}`);
