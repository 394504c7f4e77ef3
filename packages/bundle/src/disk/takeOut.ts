import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../manifest/manifest.js';
import { unlessMissing } from './diskErrors.js';

/** Removes what lies at these paths of a tree, and gives those where something lay. No link on the way is followed: it may lead out of the tree. */
export async function takeOut(dir: string, paths: readonly string[]): Promise<string[]> {
  const taken: string[] = [];
  for (const path of paths) {
    const names = path.split('/').filter((name) => name !== '');
    const at = join(dir, ...names);
    if (!(await isWithin(dir, names.slice(0, -1)))) continue;
    if ((await unlessMissing(() => lstat(at))) === null) continue;
    await rm(at, { recursive: true, force: true });
    taken.push(path);
  }
  return taken;
}

/** The list of a tree without what lies at these paths, as `takeOut` would leave it. */
export function takenOut({ entries }: Manifest, paths: readonly string[]): Manifest {
  const tops = paths.map((path) => path.split('/').filter(Boolean).join('/'));
  return { entries: entries.filter(({ path }) => !tops.some((top) => path === top || path.startsWith(`${top}/`))) };
}

async function isWithin(dir: string, names: readonly string[]): Promise<boolean> {
  for (let depth = 1; depth <= names.length; depth++) {
    const found = await unlessMissing(() => lstat(join(dir, ...names.slice(0, depth))));
    if (!found?.isDirectory()) return false;
  }
  return true;
}
