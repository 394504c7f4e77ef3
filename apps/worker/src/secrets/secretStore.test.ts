import { expect, test } from 'vitest';
import { asCodedError } from '#contract';
import { Secret } from '#shell';
import { createSecretStore } from './secretStore.js';

test('a secret is found by its name; one that is not there is named with the setting and the key to write', () => {
  const { secretOf, knows } = createSecretStore({ 'shop-db': new Secret('geheim-1') });
  expect(secretOf('shop-db', 'variables.A').reveal()).toBe('geheim-1');
  expect([knows('shop-db'), knows('toString')]).toEqual([true, false]);
  try {
    secretOf('toString', 'variables.A');
    expect.unreachable();
  } catch (thrown) {
    const { code, message, advice } = asCodedError(thrown);
    expect(code).toBe('SECRET_UNKNOWN');
    expect(message).toContain('variables.A names the secret toString');
    expect(advice).toContain('secrets.toString');
  }
});
