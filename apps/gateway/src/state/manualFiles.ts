import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadFile, type StaticFile } from './staticFile.js';

/** The pages of the manual and the files they load, by their path below the folder. */
export type ManualFiles = ReadonlyMap<string, StaticFile>;

/** Reads the built manual into memory; null when there is none. */
export async function loadManual(dir: URL): Promise<ManualFiles | null> {
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(fileURLToPath(dir), join(entry.parentPath, entry.name)));
    return new Map(await Promise.all(paths.map(async (path) => [path, await loadFile(new URL(path, dir))] as const)));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}
