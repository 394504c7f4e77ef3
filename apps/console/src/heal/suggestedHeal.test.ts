import { expect, test } from 'vitest';
import { halfDone, suggestedHeal } from './suggestedHeal.js';

test('a version that fails is undone, a way that fails is finished', () => {
  expect(suggestedHeal({ class: 'application' })).toBe('undo');
  expect(suggestedHeal({ class: 'health' })).toBe('undo');
  expect(suggestedHeal({ class: 'unreachable' })).toBe('finish');
  expect(suggestedHeal({ class: 'disk' })).toBe('finish');
  expect(suggestedHeal(null)).toBe('finish');
});

test('a finish that failed leaves the release half done that it was to finish', () => {
  const release = { id: 'r', outcome: 'partial', retryOf: null } as const;
  expect(halfDone(release, false)).toBe('r');
  expect(halfDone({ ...release, outcome: 'failed' }, true)).toBeNull();
  const finish = { id: 'f', outcome: 'failed', retryOf: 'r' } as const;
  expect(halfDone(finish, true)).toBe('r');
  expect(halfDone({ ...finish, outcome: 'partial' }, true)).toBe('r');
  // It was done again as a whole, and nothing of it is live.
  expect(halfDone(finish, false)).toBeNull();
  expect(halfDone({ ...finish, outcome: 'done' }, true)).toBeNull();
});
