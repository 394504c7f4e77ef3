import { createHash } from 'node:crypto';
import type { Entry, Manifest } from '../manifest/manifest.js';

function content(entry: Entry): string {
  if (entry.type === 'file') return entry.sha256;
  return entry.type === 'link' ? entry.target : '';
}

/**
 * The sha256 of a tree, in hex: equal for trees with the same paths, types, permissions (0o777), contents and link targets,
 * whenever they were written.
 */
export function manifestDigest({ entries }: Manifest): string {
  const sum = createHash('sha256');
  for (const entry of entries) {
    sum.update(`${JSON.stringify([entry.path, entry.type, entry.mode & 0o777, content(entry)])}\n`);
  }
  return sum.digest('hex');
}
