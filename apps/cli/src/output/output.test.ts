import { expect, test } from 'vitest';
import { table } from './table.js';
import { clip, cut, printable, width } from './width.js';

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
