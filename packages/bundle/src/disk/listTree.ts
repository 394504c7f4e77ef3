import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A path of a tree and the type of its file, links not followed. */
export interface Found {
  path: string;
  type: 'file' | 'link' | 'directory' | 'special';
}

function typeOf(found: Dirent): Found['type'] {
  if (found.isFile()) return 'file';
  if (found.isDirectory()) return 'directory';
  return found.isSymbolicLink() ? 'link' : 'special';
}

/** Everything below `dir`, level by level, links not followed. Throws errors of the file system. */
export async function listTree(dir: string): Promise<Found[]> {
  const all: Found[] = [];
  for (let level = ['']; level.length > 0;) {
    const found = await Promise.all(
      level.map(async (parent) =>
        (await readdir(join(dir, parent), { withFileTypes: true })).map((entry): Found => ({
          path: parent === '' ? entry.name : `${parent}/${entry.name}`,
          type: typeOf(entry),
        })),
      ),
    );
    const below = found.flat();
    for (const entry of below) all.push(entry);
    level = below.filter(({ type }) => type === 'directory').map(({ path }) => path);
  }
  return all;
}
