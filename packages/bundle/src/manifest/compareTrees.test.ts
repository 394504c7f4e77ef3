import { expect, test } from 'vitest';
import { compareTrees } from './compareTrees.js';
import type { Entry, Manifest } from './manifest.js';

const named = (path: string, size: number) => ({ path, size, mode: 0o644, mtimeMs: 0 });
const file = (path: string, digit: string, size = 1): Entry => ({
  ...named(path, size),
  type: 'file',
  sha256: digit.repeat(64),
});
const link = (path: string, target: string): Entry => ({ ...named(path, target.length), type: 'link', target });
const tree = (...entries: Entry[]): Manifest => ({ entries });

test('files and links are compared by content, with their bytes in both', () => {
  const from = tree(file('same', '1'), file('b', '1', 10), file('gone', '1', 7), link('l', 'x'), link('k', 'y'));
  const to = tree(
    { ...file('same', '1'), mode: 0o755, mtimeMs: 9 },
    file('b', '2', 12),
    file('a', '1', 3),
    link('l', 'long'),
    link('k', 'y'),
    { ...named('d', 0), type: 'directory' },
  );
  expect(compareTrees(from, to, 10)).toEqual({
    ...{ total: 4, changed: 2, deleted: 1, added: 1, before: 18, after: 16 },
    files: [
      { path: 'a', change: 'added', before: null, after: 3 },
      { path: 'b', change: 'changed', before: 10, after: 12 },
      { path: 'gone', change: 'deleted', before: 7, after: null },
      { path: 'l', change: 'changed', before: 1, after: 4 },
    ],
  });
  expect(compareTrees(from, from, 10)).toMatchObject({ total: 0, files: [] });
});

test('a file that became a link has changed, and names of the language are names like others', () => {
  const before = tree(file('x', '1'), file('__proto__', '1'), file('constructor', '1'));
  const after = tree(link('x', 'y'), file('__proto__', '2'), file('constructor', '1'));
  expect(compareTrees(before, after, 10).files.map(({ path }) => path)).toEqual(['__proto__', 'x']);
});

test('files are cut, the first by the bytes of their paths; counts are not', () => {
  const many = tree(...Array.from({ length: 3000 }, (_, index) => file(String(2999 - index).padStart(4, '0'), '1')));
  const { total, files } = compareTrees(tree(), many, 2);
  expect([total, files.map(({ path }) => path)]).toEqual([3000, ['0000', '0001']]);
  expect(compareTrees(tree(), many, 0).files).toEqual([]);
});
