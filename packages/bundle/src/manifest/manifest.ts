interface Named {
  /** Relative to the tree, `/` between names, never empty. */
  path: string;
  /** Bytes; 0 for a directory, the length of the target for a link. */
  size: number;
  /** Permission bits, 0o7777. */
  mode: number;
  mtimeMs: number;
}

export interface FileEntry extends Named {
  type: 'file';
  sha256: string;
}

export interface LinkEntry extends Named {
  type: 'link';
  target: string;
}

export interface DirectoryEntry extends Named {
  type: 'directory';
}

export type Entry = FileEntry | LinkEntry | DirectoryEntry;

/** Everything a tree holds below its top, sorted by the bytes of the path; the top itself has no entry. */
export interface Manifest {
  entries: readonly Entry[];
}

/** A tree as a host listed it: the sum of each file, and, if it was asked for them, the target of each link. */
export interface ListedTree {
  files: ReadonlyMap<string, string>;
  links?: ReadonlyMap<string, string>;
}

/** The same entries in the order of the bytes of their paths, which is the order of `sort` in the C locale. */
export function sortEntries<T extends { path: string }>(entries: Iterable<T>): T[] {
  return Array.from(entries, (entry) => ({ entry, key: Buffer.from(entry.path) }))
    .sort((a, b) => a.key.compare(b.key))
    .map(({ entry }) => entry);
}
