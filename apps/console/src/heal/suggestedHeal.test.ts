import { expect, test } from 'vitest';
import { suggestedHeal } from './suggestedHeal.js';

test('a version that fails is undone, a way that fails is finished', () => {
  expect(suggestedHeal({ class: 'application' })).toBe('undo');
  expect(suggestedHeal({ class: 'health' })).toBe('undo');
  expect(suggestedHeal({ class: 'unreachable' })).toBe('finish');
  expect(suggestedHeal({ class: 'disk' })).toBe('finish');
  expect(suggestedHeal(null)).toBe('finish');
});
