import { expect, test } from 'vitest';
import { requestKinds } from './request.js';

const kindsThat = (trait: 'changes' | 'held' | 'switches'): string[] =>
  Object.entries(requestKinds).flatMap(([kind, traits]) => (traits[trait] ? [kind] : []));

test('what changes apps holds each of them for itself, and begins under no hold', () => {
  const changing = ['release', 'rollback', 'service', 'takeover', 'remove'];
  expect(kindsThat('changes')).toEqual(changing);
  expect(kindsThat('held')).toEqual(expect.arrayContaining([...changing, 'run']));
  expect(kindsThat('switches')).toEqual(['release', 'plan', 'rollback']);
});
