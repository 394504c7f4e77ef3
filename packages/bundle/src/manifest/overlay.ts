import { sortEntries, type Entry, type Manifest } from './manifest.js';
import { above, relativePrefix } from './treePath.js';

/**
 * The manifest of `base` after `top` was merged over it at the path `at` ('' for the top). If a file or link and a
 * directory meet, the entry of `top` stays. Directories that `at` needs and neither has are 0o755.
 */
export function overlay(base: Manifest, top: Manifest, at = ''): Manifest {
  const prefix = relativePrefix(at);
  const merged = new Map<string, Entry>(base.entries.map((entry) => [entry.path, entry]));
  const directory = (path: string): void => {
    if (merged.get(path)?.type === 'directory') return;
    merged.set(path, { path, type: 'directory', size: 0, mode: 0o755, mtimeMs: 0 });
  };
  if (prefix !== '') for (const path of [...above(prefix), prefix]) directory(path);

  const solid = new Set<string>();
  for (const entry of top.entries) {
    const path = prefix === '' ? entry.path : `${prefix}/${entry.path}`;
    for (const parent of above(path)) directory(parent);
    merged.set(path, { ...entry, path });
    if (entry.type !== 'directory') solid.add(path);
  }
  const kept = [...merged.values()].filter(({ path }) => !above(path).some((parent) => solid.has(parent)));
  return { entries: sortEntries(kept) };
}
