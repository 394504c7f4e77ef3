import { expect, test } from 'vitest';
import { asCodedError } from '#contract';
import { parseConfig } from './parse.js';

function mistakes(text: string): string {
  try {
    parseConfig(text);
  } catch (error) {
    const trouble = asCodedError(error);
    expect(trouble.code).toBe('CONFIG_INVALID');
    return String(trouble.details.problems);
  }
  return '';
}

test('a document is what YAML says it is', () => {
  expect(parseConfig('a: {b: [1, "2", null]}\n# c\n')).toEqual({ a: { b: [1, '2', null] } });
  expect(parseConfig('')).toBeNull();
});

test('each mistake is told with its line and column', () => {
  expect(mistakes('a: 1\nb:\n\tc: 2\n')).toMatch(/^line 3, column 1: expected valid YAML, found: Tabs are not allowed/);
  expect(mistakes('a: 1\nb: 2\na: 3\n')).toBe('line 3, column 1: expected valid YAML, found: Map keys must be unique');
  expect(mistakes('a: !x 1\nb: @c\n').split('\n')).toHaveLength(2);
});

test.each([
  'password: *hunter2',
  'password: !hunter2 x',
  'password: "x\\hunter2"',
  'password: user: hunter2',
  'password: @hunter2',
  '- a\nhunter2',
  'password: "hunter2',
  'password: [hunter2',
  "password: 'a'hunter2",
])('what is written there is not told: %j', (text) => {
  const message = mistakes(text);
  expect(message).toMatch(/expected valid YAML, found: \w/);
  expect(message).not.toContain('unter2');
});
