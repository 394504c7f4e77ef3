import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskErrors } from '#bundle';
import { temporaryName } from '#shell';

const codeOf = (thrown: unknown): unknown => (thrown as NodeJS.ErrnoException).code;

/** Gives what is at `place` another name; false when nothing is there. */
async function moveAway(place: string, old: string): Promise<boolean> {
  try {
    await rename(place, old);
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return false;
    throw thrown;
  }
}

/** Renames `next` to `place`; a tree that took it meanwhile is moved away. Adds the trees moved away to `aside`. */
async function takePlace(next: string, place: string, aside: string[]): Promise<void> {
  for (;;) {
    const old = temporaryName(place);
    if (await moveAway(place, old)) aside.push(old);
    try {
      return await rename(next, place);
    } catch (thrown) {
      if (codeOf(thrown) !== 'ENOTEMPTY' && codeOf(thrown) !== 'EEXIST') throw thrown;
    }
  }
}

/**
 * Fills a directory beside `place` and renames it to `place`, so that a half-filled tree is never seen there. The tree that
 * was there is removed. Of several at the same time the last one stays. Throws LOCAL_IO.
 */
export async function replaceTree(place: string, fill: (into: string) => Promise<unknown>): Promise<void> {
  const what = `replacing ${place}`;
  const next = temporaryName(place);
  const aside: string[] = [next];
  try {
    await diskErrors(what, async () => {
      await mkdir(dirname(place), { recursive: true });
      await mkdir(next);
    });
    await fill(next);
    await diskErrors(what, () => takePlace(next, place, aside));
  } finally {
    await diskErrors(what, () => Promise.all(aside.map((dir) => rm(dir, { recursive: true, force: true }))));
  }
}
