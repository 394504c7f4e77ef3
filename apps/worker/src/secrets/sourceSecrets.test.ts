import { expect, test } from 'vitest';
import { Secret } from '#shell';
import { createSecretStore } from './secretStore.js';
import { sourceSecrets } from './sourceSecrets.js';

const store = createSecretStore({
  token: new Secret('glpat-1\n'),
  login: new Secret('ci:word'),
  whole: new Secret('Token abc'),
  lines: new Secret('a\r\nX-Other: b'),
});

test.each([
  ['token', 'Bearer glpat-1'],
  ['login', `Basic ${Buffer.from('ci:word').toString('base64')}`],
  ['whole', 'Token abc'],
])('the secret %s is sent as %s', (secret, authorization) => {
  expect(sourceSecrets({ authorization: { secret } }, store)).toEqual({ authorization });
});

test('a header has its secret as it is, and one that is not there or holds a line break is told by its name', () => {
  expect(sourceSecrets({ headers: { 'PRIVATE-TOKEN': { secret: 'token' } } }, store)).toEqual({
    'private-token': 'glpat-1',
  });
  const refused = (secret: string) => () => sourceSecrets({ headers: { 'X-A': { secret } } }, store);
  expect(refused('lines')).toThrow(expect.objectContaining({ code: 'SECRET_UNFIT' }));
  expect(refused('lines')).not.toThrow(/X-Other/);
  expect(refused('none')).toThrow(expect.objectContaining({ code: 'SECRET_UNKNOWN' }));
});
