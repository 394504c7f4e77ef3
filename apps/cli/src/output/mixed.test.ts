import { expect, test } from 'vitest';
import { mixedLines } from './mixed.js';
import { paintOf } from './paint.js';

const release = { id: 'r1', action: 'release' as const, retryOf: null, mixed: null };
const lines = (more: Partial<Parameters<typeof mixedLines>[0]>): string[] =>
  mixedLines({ ...release, outcome: 'partial', ...more }, paintOf(false)).map((line) => line.trim());

test('a release that left something undone names what heals it, also where its group is not mixed', () => {
  const both = [
    'do: rexflow finish r1   to bring the others to it',
    'or: rexflow undo r1     to put what was switched back',
  ];
  expect(lines({})).toEqual(both);
  // A finish that failed left the group as it was.
  expect(lines({ outcome: 'failed', retryOf: 'r0' })).toEqual(both);
  expect(lines({ outcome: 'failed' })).toEqual([]);
  expect(lines({ outcome: 'done' })).toEqual([]);
  expect(lines({ action: 'check' })).toEqual([]);
});
