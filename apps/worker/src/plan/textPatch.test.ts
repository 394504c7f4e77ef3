import { expect, test } from 'vitest';
import { textPatch } from './textPatch.js';

const sides = { before: 'one', after: 'other' };

test('a patch has the names of both sides, and no value that looks secret', () => {
  const patch = textPatch('a.conf', 'port=1\npassword=old\n', 'port=2\npassword=new\n', sides)!;
  expect(patch).toContain('--- a.conf\tone\n+++ a.conf\tother\n');
  expect(patch).toContain('-port=1\n-password=***\n+port=2\n+password=***');
});

test('a long patch is cut, with the number of lines left out', () => {
  const text = (word: string): string => Array.from({ length: 450 }, (_, line) => `${word}${line}\n`).join('');
  const patch = textPatch('a', text('a'), text('b'), sides)!;
  expect(patch.split('\n').length).toBeLessThan(410);
  expect(patch).toMatch(/\n\.\.\. \d+ more lines\n$/);
});

test('texts that have next to nothing in common are given up, however long the search would be', () => {
  const lines = (word: string): string => Array.from({ length: 30_000 }, (_, line) => `${word}${line % 7}`).join('\n');
  expect(textPatch('a', lines('a'), lines('b'), sides)).toBeNull();
});
