import { expect, test } from 'vitest';
import { Secret } from '#shell';
import { maskObservation } from './maskObservation.js';
import { secretValueMask } from './secretValues.js';

test('secrets are masked wherever they are kept and stand, the longest first; short ones are left', () => {
  const config = {
    mysql: { password: new Secret('geheim-1'), port: 3306 },
    hosts: [{ password: new Secret('geheim-1-and-more') }, null],
    ssh: { privateKey: new Secret('-----BEGIN\nKEY-----') },
    empty: new Secret(''),
    short: new Secret('root'),
  };
  const masked = secretValueMask(config);
  expect(masked('x=geheim-1-and-more y=geheim-1 geheim-1 root 3306')).toBe('x=*** y=*** *** root 3306');
  expect(masked('-----BEGIN\nKEY-----\nKEY--')).toBe('***\n***\nKEY--');
  expect(masked('nothing')).toBe('nothing');
});

const secret = 'S3cret-of-the-shop';
const masked = secretValueMask({ shop: new Secret(secret) }, { cut: true });

test('what is left of one where a line was cut is masked, too, and base64 of it', () => {
  for (let length = 6; length < secret.length; length++) {
    expect(masked(`its end: ${secret.slice(0, length)}\nnext`)).toBe('its end: ***\nnext');
    expect(masked(`${secret.slice(-length)} is the rest`)).toBe('*** is the rest');
  }
  expect(masked(`S3cre\n${secret.slice(0, 5)} shop`)).toBe('S3cre\nS3cre shop');
  const encoded = Buffer.from(`${secret}:more`).toString('base64');
  expect(masked(encoded)).not.toContain(encoded.slice(0, 20));
  expect(secretValueMask({})(secret)).toBe(secret);
});

test('a whole text keeps lines that end or begin as a secret does', () => {
  const text = `name: ${secret.slice(0, -1)}\n${secret.slice(1)}: x`;
  expect(secretValueMask({ shop: new Secret(secret) })(text)).toBe(text);
});

test('an observation keeps its facts, and shows no secret in what programs wrote or in an error that quotes them', () => {
  const seen = maskObservation(
    {
      facts: { program_before: `/srv/${secret}`, stdout: secret, denied: 'x' },
      trouble: {
        code: 'HOOK_FAILED',
        details: { hook: 'a', reason: `it ended with status 3: ${secret.slice(4)}\nsaid ${secret}`, names: [secret] },
      },
      output: [{ of: 'init start', stream: 'out', text: `a\n${secret}` }],
    },
    masked,
  );
  expect(seen).toEqual({
    facts: { program_before: `/srv/${secret}`, stdout: '***', denied: 'x' },
    trouble: {
      code: 'HOOK_FAILED',
      details: { hook: 'a', reason: 'it ended with status 3: ***\nsaid ***', names: ['***'] },
    },
    output: [{ of: 'init start', stream: 'out', text: 'a\n***' }],
  });
});
