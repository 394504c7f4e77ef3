import { chmodSync, linkSync, lutimesSync, mkdirSync, renameSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Contents } from './contents.js';
import { inSlices } from '../disk/inSlices.js';
import type { Plan } from './planUnpacking.js';

/**
 * Gives the contents of an archive the names that were planned, in a directory where nothing stands of them. Links come last,
 * so that nothing can be reached through one, and then the modes and times of directories. Throws errors of the file system.
 */
export async function writeEntries(into: string, plan: Plan, contents: Contents): Promise<void> {
  const at = (path: string): string => join(into, path);
  await inSlices(plan.directories.keys(), (path) => mkdirSync(at(path)));
  await inSlices(plan.privileges, ([index, bits]) => contents.addMode(index, bits));
  await inSlices(plan.files, ([index, path]) => renameSync(contents.place(index), at(path)));
  await inSlices(plan.hardLinks, ([path, shared]) => linkSync(at(shared), at(path)));
  await inSlices(plan.links, ([path, { target, mtime }]) => {
    symlinkSync(target, at(path));
    if (mtime) lutimesSync(at(path), mtime, mtime);
  });
  await inSlices([...plan.directories].reverse(), ([path, entry]) => {
    // The owner keeps the right to write: a read-only directory could not be merged over or removed again.
    chmodSync(at(path), ((entry?.mode ?? 0o755) & 0o777) | 0o700);
    if (entry?.mtime) utimesSync(at(path), entry.mtime, entry.mtime);
  });
}
