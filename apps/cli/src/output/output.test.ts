import { expect, test } from 'vitest';
import { size, span } from './figures.js';
import { table } from './table.js';
import { clip, cut, printable, width } from './width.js';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1234, '1.2 kB'],
  [99_960, '100 kB'],
  [999_600, '1.0 MB'],
  [5_400_000_000, '5.4 GB'],
])('%i bytes', (bytes, said) => {
  expect(size(bytes)).toBe(said);
});

test.each([
  [0, '0.0s'],
  [9_949, '9.9s'],
  [9_950, '10s'],
  [59_600, '1:00'],
  [187_000, '3:07'],
  [3_727_000, '1:02:07'],
])('%i ms', (ms, said) => {
  expect(span(ms)).toBe(said);
});

test('texts take the columns they take on a terminal', () => {
  expect(width('\u001b[32m服务器\u001b[39m')).toBe(6);
  expect(cut('服务器', 5)).toBe('服务…');
  expect(clip('\u001b[32m服务器\u001b[39m', 5)).toBe('\u001b[32m服务\u001b[39m');
  expect(printable('a\u001b[2J\r\nb\tc\u009b')).toBe('a?[2J\nb\tc?');
});

test('a table is as wide as it needs', () => {
  expect(
    table(
      ['app', '>sent', 'now'],
      [
        ['服务', '1.2 kB', 'a\nb'],
        ['server1', '', ''],
      ],
    ),
  ).toEqual(['app        sent  now', '服务     1.2 kB  a b', 'server1']);
});
