import { expect, test } from 'vitest';
import { driftPaths } from './driftPaths.js';

test('the lines of a drift by what became of the file', () => {
  expect(driftPaths(['changed program/a b.js', 'added config/x', 'odd'])).toEqual({
    changed: ['program/a b.js'],
    added: ['config/x'],
    deleted: [],
  });
});
