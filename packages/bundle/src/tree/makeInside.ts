import { lstat, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '#contract';
import { diskErrors, unlessMissing } from '../disk/diskErrors.js';
import { relativePrefix } from '../manifest/treePath.js';

/**
 * Makes the directory `path` of a tree where it is missing. A link on the way may lead to another place of the tree and to no
 * other: an absolute one names a place on the host, which is none of this machine. TREE_ESCAPES, LOCAL_IO.
 */
export async function makeInside(dir: string, path: string, what: string): Promise<void> {
  const names = relativePrefix(path).split('/');
  const escapes = (): CodedError => new CodedError('TREE_ESCAPES', { what, path });
  if (names.includes('..')) throw escapes();
  await diskErrors(`making ${join(dir, ...names)}`, async () => {
    await mkdir(dir, { recursive: true });
    const top = await realpath(dir);
    let place = top;
    for (const name of names) {
      const next = join(place, name);
      const found = await unlessMissing(() => realpath(next));
      if (found === null && (await unlessMissing(() => lstat(next)))) throw escapes();
      if (found !== null && found !== top && !found.startsWith(`${top}/`)) throw escapes();
      if (found === null) await mkdir(next);
      place = found ?? next;
    }
  });
}
