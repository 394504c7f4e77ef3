import { expect, test } from 'vitest';
import { identifier } from './identifier.js';

test.each(['pre_server_detail', 'T1', 'a$b', 'x'.repeat(64)])('%s is quoted', (name) => {
  expect(identifier(name)).toBe(`\`${name}\``);
});

test.each(['', 'a b', 'a`b', 'other.table', 'a;drop', 'x'.repeat(65), 'tabelle-1', 'a\n'])('%j is refused', (name) => {
  expect(() => identifier(name)).toThrow(TypeError);
});
