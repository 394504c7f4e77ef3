import { readdir } from 'node:fs/promises';
import { loadFile, type StaticFile } from './staticFile.js';

/** The page of the console and the files it loads, by name. */
export interface ConsoleFiles {
  page: StaticFile;
  assets: ReadonlyMap<string, StaticFile>;
}

/** Reads the built console into memory (it is small, and cannot change below us); null when there is none. */
export async function loadConsole(dir: URL): Promise<ConsoleFiles | null> {
  try {
    const names = await readdir(new URL('assets/', dir));
    const assets = names.map(async (name) => [name, await loadFile(new URL(`assets/${name}`, dir))] as const);
    return { page: await loadFile(new URL('index.html', dir)), assets: new Map(await Promise.all(assets)) };
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}
