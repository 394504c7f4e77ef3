import { expect, test } from 'vitest';
import { bytes } from './bytes.js';
import { duration, elapsed } from './duration.js';
import { formatReleaseStamp } from './timestamp.js';

test.each([
  [-5, '0 ms'],
  [640, '640 ms'],
  [3400, '3.4 s'],
  [59_960, '1 m 00 s'],
  [65_000, '1 m 05 s'],
  [3_599_600, '1 h 00 m'],
  [7_380_000, '2 h 03 m'],
  [200_000_000, '2 d 7 h'],
])('%i ms took %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test('what is under way is told in whole seconds', () => {
  expect([elapsed(-20), elapsed(999), elapsed(59_999), elapsed(60_000)]).toEqual(['0 s', '0 s', '59 s', '1 m 00 s']);
});

test.each([
  [0, '0 B'],
  [812, '812 B'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [4_120_000, '4.1 MB'],
  [12_300_000_000, '12 GB'],
])('%i bytes are %s', (amount, text) => {
  expect(bytes(amount)).toBe(text);
});

test('the name of a release is a time', () => {
  expect(formatReleaseStamp('20260131_120059')).toBe('2026-01-31 12:00:59');
  expect(formatReleaseStamp('else')).toBe('else');
});
