import { createHash } from 'node:crypto';
import { sortEntries, type Manifest } from './manifest.js';

/** The sha256 of what a tree says, in hex: of its files and links by path and content. Neither directories nor times nor permissions count. */
export function contentDigest({ entries }: Manifest): string {
  const sum = createHash('sha256');
  for (const entry of sortEntries(entries)) {
    if (entry.type === 'directory') continue;
    const content = entry.type === 'file' ? entry.sha256 : entry.target;
    sum.update(`${JSON.stringify([entry.path, entry.type, content])}\n`);
  }
  return sum.digest('hex');
}
