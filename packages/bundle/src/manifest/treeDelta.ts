import type { Entry, Manifest } from './manifest.js';

/** The changes that turn one tree into another. */
export interface TreeDelta {
  /** Paths to be removed: those that go, or are of another type afterwards. A file or a link in place of another is left to tar. */
  gone: string[];
  /** Entries that come, in the order of the manifest: a directory before its contents. */
  come: Entry[];
}

/** An entry as text, as far as a host is to have it: times in whole seconds, and none of directories and links. */
function nature(entry: Entry): string {
  switch (entry.type) {
    case 'file':
      return `file ${entry.mode} ${Math.floor(entry.mtimeMs / 1000)} ${entry.sha256}`;
    case 'link':
      return `link ${entry.target}`;
    case 'directory':
      return `directory ${entry.mode}`;
  }
}

/** The changes that turn the tree of one manifest into that of another. */
export function treeDelta(from: Manifest, to: Manifest): TreeDelta {
  const before = new Map(from.entries.map((entry) => [entry.path, entry]));
  const after = new Map(to.entries.map((entry) => [entry.path, entry]));
  const come = to.entries.filter((entry) => {
    const was = before.get(entry.path);
    return !was || nature(was) !== nature(entry);
  });
  const gone = from.entries.filter(({ path, type }) => after.get(path)?.type !== type);
  return { gone: gone.map(({ path }) => path), come };
}
