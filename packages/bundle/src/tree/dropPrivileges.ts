import { randomUUID } from 'node:crypto';
import { chmod, lstat, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskErrors } from '../disk/diskErrors.js';
import { statEntries } from '../disk/statEntries.js';
import type { Entry, Manifest } from '../manifest/manifest.js';
import { matching } from '../archive/selection.js';
import { copyTree } from './copyTree.js';

/** Setuid and setgid: who may release could make of any program one that runs as somebody else. */
const privileges = 0o6000;
const setgid = 0o2000;

/** The result of `dropPrivileges`. */
export interface Unprivileged {
  manifest: Manifest;
  /**
   * The paths that had one of these bits; '.' for the directory itself. Not those of directories that have setgid from the
   * directory the tree lies in, as where a store belongs to several: nobody gave it to them.
   */
  paths: string[];
  /** The paths of files that keep them, since they are named. */
  kept: string[];
}

/** Gives files of a tree bytes of their own; the same for those that share theirs with each other. */
async function separate(dir: string, paths: readonly string[]): Promise<void> {
  // Beside the tree: what is left there by a worker that dies is no part of it.
  const aside = `${dir}.${randomUUID()}`;
  try {
    await copyTree({ from: dir, into: aside, only: paths });
    for (const path of paths) await rename(join(aside, path), join(dir, path));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Does work that moves files in some directories of a tree, and gives their entries with the times that they have then. */
async function keepingTimes(
  dir: string,
  parents: ReadonlySet<string>,
  entries: readonly Entry[],
  work: () => Promise<void>,
): Promise<Entry[]> {
  const places = [...parents].map((path) => join(dir, path));
  const before = await Promise.all(places.map((place) => lstat(place)));
  await work();
  for (const [index, place] of places.entries()) await utimes(place, before[index]!.atime, before[index]!.mtime);
  const times = new Map<string, number>();
  for (const path of parents) times.set(path, (await lstat(join(dir, path))).mtimeMs);
  return entries.map((entry) => ({ ...entry, mtimeMs: times.get(entry.path) ?? entry.mtimeMs }));
}

/**
 * Takes setuid and setgid from a tree and from its manifest, but from files that match one of the patterns `keep`. Files that share their bytes with another bundle get their own: what is
 * sealed there stays as it was listed. LOCAL_IO.
 */
export async function dropPrivileges(
  dir: string,
  { entries }: Manifest,
  keep: readonly string[] = [],
): Promise<Unprivileged> {
  return await diskErrors(`changing modes in ${dir}`, async () => {
    const { mode: top } = await lstat(dir);
    const inherited = (await lstat(dirname(dir))).mode & setgid;
    const mayKeep = matching(keep);
    const all = entries.filter(({ type, mode }) => type !== 'link' && (mode & privileges) !== 0);
    // A name with a line break has no place in the lines by which a host is told.
    const named = all.filter(({ type, path }) => type === 'file' && !path.includes('\n') && mayKeep(path));
    const keptPaths = new Set(named.map(({ path }) => path));
    const found = all.filter(({ path }) => !keptPaths.has(path));
    const isNamed = ({ type, mode }: Pick<Entry, 'type' | 'mode'>): boolean =>
      (mode & privileges & ~(type === 'directory' ? inherited : 0)) !== 0;
    const files = found.filter(({ type }) => type === 'file').map(({ path }) => path);
    const looks = await statEntries(files.map((path) => join(dir, path)));
    const shared = files.filter((_, index) => looks[index]!.nlink > 1);
    const parents = new Set(shared.map(dirname));
    const now = shared.length === 0 ? entries : await keepingTimes(dir, parents, entries, () => separate(dir, shared));
    if ((top & privileges) !== 0) await chmod(dir, top & 0o1777);
    for (const { path, mode } of found) await chmod(join(dir, path), mode & ~privileges & 0o7777);
    const changed = new Set(found.map(({ path }) => path));
    return {
      manifest: {
        entries: now.map((entry) => (changed.has(entry.path) ? { ...entry, mode: entry.mode & ~privileges } : entry)),
      },
      paths: [
        ...(isNamed({ type: 'directory', mode: top }) ? ['.'] : []),
        ...found.filter(isNamed).map(({ path }) => path),
      ],
      kept: [...keptPaths],
    };
  });
}
