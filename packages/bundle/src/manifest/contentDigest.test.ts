import { expect, test } from 'vitest';
import { contentDigest } from './contentDigest.js';
import type { Entry } from './manifest.js';

const named = { path: 'a', size: 1, mode: 0o644, mtimeMs: 0 };
const file: Entry = { ...named, type: 'file', sha256: '1'.repeat(64) };
const link: Entry = { ...named, path: 'l', type: 'link', target: 'a' };

test('a tree is told apart by what its files and links say, and by nothing else', () => {
  const digest = contentDigest({ entries: [file, link] });
  const directory: Entry = { ...named, path: 'd', type: 'directory' };
  expect(contentDigest({ entries: [link, directory, { ...file, mode: 0o755, mtimeMs: 7 }] })).toBe(digest);
  const others: Entry[][] = [
    [file],
    [{ ...file, path: 'b' }, link],
    [{ ...file, sha256: '2'.repeat(64) }, link],
    [file, { ...link, target: 'b' }],
    [file, { ...link, type: 'file', sha256: 'a' }],
  ];
  expect(new Set([digest, ...others.map((entries) => contentDigest({ entries }))]).size).toBe(others.length + 1);
});
