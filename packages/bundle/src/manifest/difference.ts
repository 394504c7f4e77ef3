import type { TreeDifference } from '#contract';
import { sortEntries, type ListedTree, type Manifest } from './manifest.js';

const mostPaths = 200;

/** The difference of two trees: counts, and the first 200 paths of each kind. */
export interface Difference extends TreeDifference {
  paths: { changed: string[]; deleted: string[]; added: string[] };
  /** Of the files that changed or were added. */
  bytes: number;
}

function contents(tree: Manifest | ListedTree, withLinks: boolean): Map<string, string> {
  if ('files' in tree) {
    const links = withLinks ? Array.from(tree.links ?? [], ([path, target]) => [path, `link ${target}`] as const) : [];
    return new Map([...tree.files, ...links]);
  }
  const found = new Map<string, string>();
  for (const entry of tree.entries) {
    if (entry.type === 'file') found.set(entry.path, entry.sha256);
    if (entry.type === 'link' && withLinks) found.set(entry.path, `link ${entry.target}`);
  }
  return found;
}

const bytesOf = ({ entries }: Manifest, paths: ReadonlySet<string>): number =>
  entries.reduce((sum, { type, path, size }) => (type === 'file' && paths.has(path) ? sum + size : sum), 0);

function sorted(paths: string[]): string[] {
  return sortEntries(paths.map((path) => ({ path })))
    .slice(0, mostPaths)
    .map(({ path }) => path);
}

/**
 * The changes a release of `next` brings to a host that runs `live`: files and links by content, neither directories nor times
 * nor permissions. Links are left out when `live` is a host's list that holds no links.
 */
export function difference(live: Manifest | ListedTree, next: Manifest): Difference {
  const withLinks = !('files' in live) || live.links !== undefined;
  const before = contents(live, withLinks);
  const after = contents(next, withLinks);
  const changed = [...after.keys()].filter((path) => before.has(path) && before.get(path) !== after.get(path));
  const added = [...after.keys()].filter((path) => !before.has(path));
  const deleted = [...before.keys()].filter((path) => !after.has(path));
  return {
    total: changed.length + deleted.length + added.length,
    changed: changed.length,
    deleted: deleted.length,
    added: added.length,
    bytes: bytesOf(next, new Set([...changed, ...added])),
    paths: { changed: sorted(changed), deleted: sorted(deleted), added: sorted(added) },
  };
}
