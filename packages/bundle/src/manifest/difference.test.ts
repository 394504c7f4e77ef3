import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkList, parseCheckList } from './checkList.js';
import { difference } from './difference.js';
import type { Entry, Manifest } from './manifest.js';

const named = (path: string): { path: string; size: number; mode: number; mtimeMs: number } => ({
  path,
  size: 1,
  mode: 0o644,
  mtimeMs: 0,
});
const sum = (digit: string): string => digit.repeat(64);
const file = (path: string, digit: string): Entry => ({ ...named(path), type: 'file', sha256: sum(digit) });
const link = (path: string, target: string): Entry => ({ ...named(path), type: 'link', target });
const directory = (path: string): Entry => ({ ...named(path), type: 'directory' });

test('files and links are counted by content, directories, modes and times are not', () => {
  const live: Manifest = {
    entries: [
      directory('d'),
      file('d/same', '1'),
      file('changed', '1'),
      file('gone', '1'),
      link('l', 'a'),
      link('m', 'a'),
      file('turned', '1'),
    ],
  };
  const next: Manifest = {
    entries: [
      directory('e'),
      { ...file('d/same', '1'), mode: 0o755, mtimeMs: 9 },
      file('changed', '2'),
      link('l', 'b'),
      link('m', 'a'),
      link('turned', 'x'),
      file('new', '1'),
    ],
  };
  expect(difference(live, next)).toEqual({
    bytes: 2,
    total: 5,
    changed: 3,
    deleted: 1,
    added: 1,
    paths: { changed: ['changed', 'l', 'turned'], deleted: ['gone'], added: ['new'] },
  });
  expect(difference(next, next).total).toBe(0);
});

test('against a list of a host links count only when the list has them', () => {
  const next: Manifest = { entries: [file('a', '1'), link('l', 'x'), link('m', 'y')] };
  const files = new Map([['a', sum('2')]]);
  expect(difference({ files }, next)).toMatchObject({ total: 1, changed: 1 });
  expect(difference({ files, links: new Map([['l', 'old']]) }, next)).toMatchObject({ total: 3, changed: 2, added: 1 });
});

test('paths are cut to the first 200 in order, counts are not', () => {
  const entries = Array.from({ length: 300 }, (_, index) => file(String(index).padStart(3, '0'), '1'));
  const { added, paths } = difference({ entries: [] }, { entries: entries.reverse() });
  expect(added).toBe(300);
  expect(paths.added).toEqual(Array.from({ length: 200 }, (_, index) => String(index).padStart(3, '0')));
});

test('a check list comes back as it went, whatever the names are', () => {
  const name = fc.string({ unit: fc.constantFrom('a', ' ', '*', '\\', '\n', 'n', '\r', '-', '中', '/'), minLength: 1 });
  const anything = fc
    .oneof(name, fc.string({ unit: 'grapheme', minLength: 1 }))
    .filter((path) => !path.startsWith('./'));
  const trees = fc.uniqueArray(fc.tuple(anything, fc.constantFrom('0', '7', 'f')), { selector: ([path]) => path });
  fc.assert(
    fc.property(trees, (tree) => {
      const entries = tree.map(([path, digit]) => file(path, digit));
      const { files } = parseCheckList(checkList({ entries: [...entries, directory('d'), link('l', 'x')] }));
      expect([...files]).toEqual(tree.map(([path, digit]) => [path, sum(digit)]));
    }),
  );
});

test('what sha256sum prints on a host is read, with ./ and spelled names', () => {
  const text = `${sum('a')}  ./conf/a b\n\\${sum('b')} *./x\\ny\\\\z\nsha256sum: ./gone: No such file or directory\n`;
  expect([...parseCheckList(text).files]).toEqual([
    ['conf/a b', sum('a')],
    ['x\ny\\z', sum('b')],
  ]);
});
