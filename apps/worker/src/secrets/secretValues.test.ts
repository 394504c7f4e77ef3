import { expect, test } from 'vitest';
import { Secret } from '#shell';
import { secretValueMask } from './secretValues.js';

test('secrets are masked wherever they are kept and stand, the longest first; short and long ones of several lines are left', () => {
  const config = {
    mysql: { password: new Secret('geheim-1'), port: 3306 },
    hosts: [{ password: new Secret('geheim-1-and-more') }, null],
    ssh: { privateKey: new Secret('-----BEGIN\nKEY-----') },
    empty: new Secret(''),
    short: new Secret('root'),
  };
  const masked = secretValueMask(config);
  expect(masked('x=geheim-1-and-more y=geheim-1 geheim-1 root 3306')).toBe('x=*** y=*** *** root 3306');
  expect(masked('nothing')).toBe('nothing');
});
