import { expect, test } from 'vitest';
import { backoffMs } from './policy.js';

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
