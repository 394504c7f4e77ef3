import { expect, test } from 'vitest';
import { figureOf, median, quantile } from './figure.js';
import { exponent, slope } from './fit.js';
import { wantedOf } from './wanted.js';

test('a median of an even number lies between the two in the middle, a quantile between its neighbours', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(quantile([0, 10], 0.95)).toBe(9.5);
  expect(quantile([7], 0.99)).toBe(7);
});

test.each([
  ['release.2-hosts.one-file', 'ratio', 1.5],
  ['release.8-hosts.one-file', 'ratio', 1.3],
  ['release.16-hosts.one-file.per-host', 'ratio', 1],
  ['growth.files.last', 'rexflow', 1.1],
])('%s is held against its own limit', (figure, of, atMost) => {
  expect(wantedOf(figure)).toEqual({ of, atMost });
});

test('what is only told has no verdict', () => {
  expect(figureOf('release.8-hosts.all-files', 's', [2], [1])).toMatchObject({ ratio: 2, wanted: null, reached: null });
});

test('a ratio is judged by the medians, from above or from below', () => {
  const took = (rexflow: number[]): unknown => figureOf('release.2-hosts.one-file', 's', rexflow, [1, 1, 1]).reached;
  expect([took([1, 1.5, 9]), took([1, 1.6, 1.7])]).toEqual([true, false]);
  const rate = (rexflow: number): unknown => figureOf('http.accepted', '1/s', [rexflow], [100]).reached;
  expect([rate(80), rate(79)]).toEqual([true, false]);
});

test('the exponent of a power is that power, the slope of a line its own', () => {
  expect(
    slope([
      [0, 1],
      [1, 3],
      [2, 5],
    ]),
  ).toBeCloseTo(2);
  expect(
    exponent([
      [1, 3],
      [10, 30],
      [100, 300],
    ]),
  ).toBeCloseTo(1);
  expect(
    exponent([
      [1, 5],
      [10, 5],
    ]),
  ).toBeCloseTo(0);
});
