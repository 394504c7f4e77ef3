import { expect, test } from 'vitest';
import { table } from './table.js';
import { clip, cut, printable, width } from './width.js';

test.each([
  ['server', 6],
  ['服务器', 6],
  ['，。', 4],
  ['…', 1],
  ['é', 1],
  ['e\u0301', 1],
  ['🚀', 2],
  ['👩‍👩‍👧', 2],
  ['✔', 1],
  ['✔\ufe0f', 2],
  ['\u001b[32m服务器\u001b[39m', 6],
  ['\u001b[1;38;5;208mready\u001b[0m', 5],
])('%j takes the columns it takes on a terminal: %i', (text, columns) => {
  expect(width(text)).toBe(columns);
});

test.each([
  ['服务器', 6, '服务器'],
  ['服务器', 5, '服务…'],
  ['服务器', 4, '服…'],
  ['cafe\u0301s', 5, 'cafe\u0301s'],
  ['cafe\u0301s here', 5, 'cafe\u0301…'],
  ['👩‍👩‍👧👩‍👩‍👧', 3, '👩‍👩‍👧…'],
  ['server', 1, '…'],
  ['server', 0, ''],
])('%j cut to %i columns is %j', (text, columns, kept) => {
  expect(cut(text, columns)).toBe(kept);
});

test('clipping splits no character and ends every colour', () => {
  expect(clip('\u001b[32m服务器\u001b[39m', 5)).toBe('\u001b[32m服务\u001b[39m');
  expect(clip('\u001b[32me\u0301e\u0301\u001b[39m!', 1)).toBe('\u001b[32me\u0301\u001b[39m');
  expect(clip('a🚀b', 2)).toBe('a');
});

test('nothing steers the terminal', () => {
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
