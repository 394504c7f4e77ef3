import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret.js';

test('a secret is shown by nothing but reveal', () => {
  const secret = new Secret('hunter2');
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ deep: [secret] }),
    new Error(`${secret}`).message,
  ];
  for (const text of shown) {
    expect(text).not.toContain('hunter2');
    expect(text).toContain('[secret]');
  }
  expect(secret.reveal()).toBe('hunter2');
});
