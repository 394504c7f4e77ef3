import { lchown, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unlessMissing } from '#bundle';

/** Gives what root has made to whom its place belongs: gateway and workers run as another user. */
export interface Owner {
  own(path: string): Promise<void>;
}

/** The owner of a path, or of what is there above it. */
export async function ownerOf(path: string): Promise<Owner> {
  const found = await unlessMissing(() => stat(path));
  if (!found) return await ownerOf(dirname(path));
  const isRoot = process.getuid?.() === 0;
  return {
    own: async (made) => {
      if (isRoot && (found.uid !== 0 || found.gid !== 0)) await lchown(made, found.uid, found.gid);
    },
  };
}
