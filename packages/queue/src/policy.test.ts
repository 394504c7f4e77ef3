import { expect, test } from 'vitest';
import { backoffMs, priorityOf } from './policy.js';

test('a job on an app is tried again after doubling times, but never after long ones', () => {
  for (const [made, whole] of [
    [1, 1000],
    [3, 4000],
    [9, 10_000],
  ] as const) {
    expect(backoffMs(made, 1)).toBeGreaterThanOrEqual(whole * 0.8);
    expect(backoffMs(made, 1)).toBeLessThanOrEqual(whole);
  }
});

test('the first apps of any request come before the later ones of another, and who changes before who looks', () => {
  const of = (changes: boolean, place: number) => priorityOf({ changes, place, width: 16 });
  expect(of(true, 0)).toBe(of(true, 15));
  expect(of(true, 15)).toBeLessThan(of(true, 16));
  expect(of(true, 1_000_000_000)).toBeLessThan(of(false, 0));
  expect(of(false, 0)).toBeLessThan(of(false, 16));
  expect(of(false, 1_000)).toBe(of(false, 100_000));
  expect(of(false, 1_000_000_000)).toBeLessThan(2 ** 21);
});
