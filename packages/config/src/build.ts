import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Which rexflow a program is. */
export interface Build {
  /** As package.json has it. */
  version: string;
  /** The first ten digits of the commit it was made from, with `-dirty` where it was packed with changes beside it; null where nobody knows. */
  commit: string | null;
}

/** A commit in full, and the mark of what was packed with changes beside it. */
const commitLine = /^([0-9a-f]{10})[0-9a-f]{30}(-dirty)?$/;

/** The text of a file without the line's end, or null. */
const lineOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8').trim() : null);

/** Where Git keeps a checkout's HEAD, and where its branches: a worktree has a file that names the place, and shares the branches. */
function placesOf(git: string): { own: string; shared: string } {
  if (statSync(git).isDirectory()) return { own: git, shared: git };
  const own = resolve(git, '..', readFileSync(git, 'utf8').replace('gitdir:', '').trim());
  return { own, shared: resolve(own, lineOf(join(own, 'commondir')) ?? '.') };
}

/** The commit a checkout stands at, as Git's own files tell it; null for what they do not tell plainly. */
function checkedOut(git: string): string | null {
  const { own, shared } = placesOf(git);
  const head = lineOf(join(own, 'HEAD'));
  const [, ref] = /^ref: (\S+)$/.exec(head ?? '') ?? [];
  if (ref === undefined) return head;
  const packed = (): string | undefined =>
    lineOf(join(shared, 'packed-refs'))
      ?.split('\n')
      .find((line) => line.endsWith(` ${ref}`))
      ?.split(' ')[0];
  return lineOf(join(shared, ref)) ?? packed() ?? null;
}

/** Which rexflow lies in a directory: a checkout, or a package, which has a file `dist/commit` that was written when it was packed. */
export function buildIn(root: string): Build {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const git = join(root, '.git');
  const commit = existsSync(git) ? checkedOut(git) : lineOf(join(root, 'dist/commit'));
  const [, digits, mark = ''] = commitLine.exec(commit ?? '') ?? [];
  return { version, commit: digits === undefined ? null : digits + mark };
}

/** The root lies above src and above dist alike, at different heights. */
function rootAbove(directory: string): string {
  const above = join(directory, '..');
  if (existsSync(join(directory, 'package.json')) || above === directory) return directory;
  return rootAbove(above);
}

/** Where this rexflow lies: a checkout or a package. */
export const ownRoot = rootAbove(fileURLToPath(new URL('.', import.meta.url)));

/** Which rexflow this program is. */
export const ownBuild: Build = buildIn(ownRoot);

/** The figure by which a program tells Prometheus which rexflow it is; its value is always 1. */
export const buildFigure = {
  name: 'rexflow_build_info',
  help: 'Always 1; which version of which commit this program is.',
  labels: { version: ownBuild.version, commit: ownBuild.commit ?? '' },
};

/** A build in one line: `0.1.0 (27fbf98fa1)`. */
export const spellBuild = ({ version, commit }: Build): string =>
  commit === null ? version : `${version} (${commit})`;
