import { expect, test } from 'vitest';
import { retryDelay } from './retryDelay.js';

test('the delay doubles up to the longest', () => {
  const delay = { first: 100, longest: 1000 };
  expect([1, 2, 3, 4, 5, 1000].map((attempt) => retryDelay(delay, attempt))).toEqual([100, 200, 400, 800, 1000, 1000]);
});

test('a share of it is drawn', () => {
  const delay = { first: 100, longest: 1000, jitter: 0.2 };
  expect(retryDelay(delay, 1, () => 0)).toBe(80);
  expect(retryDelay(delay, 1, () => 1)).toBe(100);
});
