import { expect, test } from 'vitest';
import { formatBytes, formatCompactDuration, formatDuration, formatElapsed } from './format.js';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1234, '1.2 kB'],
  [99_960, '100 kB'],
  [999_600, '1.0 MB'],
  [5_400_000_000, '5.4 GB'],
])('%i bytes', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0.0s'],
  [9_949, '9.9s'],
  [9_950, '10s'],
  [59_600, '1:00'],
  [187_000, '3:07'],
  [3_727_000, '1:02:07'],
])('%i ms in a narrow column', (ms, text) => {
  expect(formatCompactDuration(ms)).toBe(text);
});

test.each([
  [-5, '0 ms'],
  [640, '640 ms'],
  [3400, '3.4 s'],
  [59_960, '1 m 00 s'],
  [65_000, '1 m 05 s'],
  [3_599_600, '1 h 00 m'],
  [7_380_000, '2 h 03 m'],
  [200_000_000, '2 d 7 h'],
])('%i ms in words', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('what is under way is shown in whole seconds', () => {
  expect([-20, 999, 59_999, 60_000].map(formatElapsed)).toEqual(['0 s', '0 s', '59 s', '1 m 00 s']);
});
