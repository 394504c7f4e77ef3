import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskErrors } from './diskErrors.js';

/** Leaves `dir` existing and empty, hidden files gone too; makes it with its parents when it is missing. LOCAL_IO. */
export async function emptyDirectory(dir: string): Promise<void> {
  await diskErrors(`emptying ${dir}`, async () => {
    await mkdir(dir, { recursive: true });
    for (const name of await readdir(dir)) await rm(join(dir, name), { recursive: true, force: true });
  });
}
