import { sortEntries, type Entry, type Manifest } from './manifest.js';

/** A file or link that differs between two trees, with its bytes in both; null where it is not. */
export interface ChangedFile {
  path: string;
  change: 'added' | 'changed' | 'deleted';
  before: number | null;
  after: number | null;
}

/** How a tree differs from another one: counts and bytes of all of it, and the first files by path. */
export interface TreeComparison {
  total: number;
  changed: number;
  deleted: number;
  added: number;
  /** Bytes of all files in both trees. */
  before: number;
  after: number;
  files: ChangedFile[];
}

const contentOf = (entry: Entry): string =>
  entry.type === 'file' ? entry.sha256 : `link ${entry.type === 'link' ? entry.target : ''}`;

/** Files and links of a tree by path, and the bytes of its files. */
function contents({ entries }: Manifest): { found: Map<string, Entry>; bytes: number } {
  const found = new Map<string, Entry>();
  let bytes = 0;
  for (const entry of entries) {
    if (entry.type === 'directory') continue;
    found.set(entry.path, entry);
    if (entry.type === 'file') bytes += entry.size;
  }
  return { found, bytes };
}

/** Compares two trees by content: neither directories nor times nor permissions count. At most `most` files are listed. */
export function compareTrees(from: Manifest, to: Manifest, most: number): TreeComparison {
  const [before, after] = [contents(from), contents(to)];
  const differing: ChangedFile[] = [];
  for (const [path, next] of after.found) {
    const old = before.found.get(path);
    if (!old) differing.push({ path, change: 'added', before: null, after: next.size });
    else if (contentOf(old) !== contentOf(next))
      differing.push({ path, change: 'changed', before: old.size, after: next.size });
  }
  for (const [path, { size }] of before.found)
    if (!after.found.has(path)) differing.push({ path, change: 'deleted', before: size, after: null });
  const count = (change: ChangedFile['change']): number => differing.filter((one) => one.change === change).length;
  return {
    total: differing.length,
    changed: count('changed'),
    deleted: count('deleted'),
    added: count('added'),
    before: before.bytes,
    after: after.bytes,
    files: sortEntries(differing).slice(0, most),
  };
}
