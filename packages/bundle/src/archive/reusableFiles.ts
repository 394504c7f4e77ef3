import { linkSync, lstatSync, rmSync } from 'node:fs';
import type { FileEntry, Manifest } from '../manifest/manifest.js';
import { isSystemError } from '../disk/diskErrors.js';

/** A tree that lies somewhere for good: nobody ever writes to its files, so their bytes may be shared. */
export interface ReusableFiles {
  manifest: Manifest;
  /** The absolute path of a path of the tree. */
  place: (path: string) => string;
}

/** A file as it is to be; of its time milliseconds count, which is all a package tells. */
export type Wanted = Pick<FileEntry, 'sha256' | 'size' | 'mode' | 'mtimeMs'>;

/**
 * Gives a file that is held another name at `place`, and gives its time as the file system has it; null, and nothing there,
 * when no such file is held.
 */
export type Share = (wanted: Wanted, place: string) => number | null;

const natureOf = ({ size, mode, mtimeMs }: Omit<Wanted, 'sha256'>): string =>
  `${size} ${mode & 0o7777} ${Math.round(mtimeMs)}`;

/** Shares the files of a tree; one that is gone, or can get no further name, is not shared. Throws errors of the file system. */
export function sharing({ manifest, place: placeOf }: ReusableFiles): Share {
  const paths = new Map<string, string>();
  for (const entry of manifest.entries) {
    if (entry.type === 'file') paths.set(`${entry.sha256} ${natureOf(entry)}`, entry.path);
  }
  return (wanted, place) => {
    const path = paths.get(`${wanted.sha256} ${natureOf(wanted)}`);
    if (path === undefined) return null;
    try {
      linkSync(placeOf(path), place);
    } catch (thrown) {
      if (isSystemError(thrown)) return null;
      throw thrown;
    }
    const found = lstatSync(place);
    if (natureOf(found) === natureOf(wanted)) return found.mtimeMs;
    rmSync(place);
    return null;
  };
}
