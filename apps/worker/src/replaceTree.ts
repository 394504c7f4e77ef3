import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { temporaryName } from '#shell';

/**
 * Fills a directory beside `place` and lets it take the place of what is there, so that a half-filled tree is never seen
 * at `place`. What was there is removed.
 */
export async function replaceTree(place: string, fill: (into: string) => Promise<unknown>): Promise<void> {
  const next = temporaryName(place);
  const old = `${next}.old`;
  await mkdir(dirname(place), { recursive: true });
  try {
    await mkdir(next);
    await fill(next);
    await rename(place, old).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'ENOENT') throw thrown;
    });
    await rename(next, place);
  } finally {
    await Promise.all([next, old].map((dir) => rm(dir, { recursive: true, force: true })));
  }
}
